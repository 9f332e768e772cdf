package dev.weft.gateway.json;

import java.nio.charset.StandardCharsets;

/** The name of a field, as text and as the bytes it has in JSON when nothing in it is escaped. */
public final class JsonName {
  private final String text;
  private final byte[] utf8;

  public JsonName(String text) {
    this.text = text;
    this.utf8 = text.getBytes(StandardCharsets.UTF_8);
  }

  public String text() {
    return text;
  }

  byte[] utf8() {
    return utf8;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonName name && name.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
