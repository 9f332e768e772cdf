package dev.weft.codecs;

import java.util.Locale;
import java.util.Optional;

/** How the data of a message becomes bytes. Every reader reads all of them. */
public enum Format {
  /** RFC 8259. */
  JSON("application/json", "+json"),

  /** RFC 8949: the same values in fewer bytes, not to be read by eye. */
  CBOR("application/cbor", "+cbor");

  private final String mediaType;
  private final String suffix;

  Format(String mediaType, String suffix) {
    this.mediaType = mediaType;
    this.suffix = suffix;
  }

  /** The content type of messages in it. */
  public String mediaType() {
    return mediaType;
  }

  /** The format of a content type, whatever its parameters; empty for one that nobody reads. */
  static Optional<Format> of(String contentType) {
    var end = contentType.indexOf(';');
    var media = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    var type = media.toLowerCase(Locale.ROOT);
    for (var format : values()) {
      if (type.equals(format.mediaType) || type.endsWith(format.suffix)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }
}
