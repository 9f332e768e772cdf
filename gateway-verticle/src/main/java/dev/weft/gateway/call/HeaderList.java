package dev.weft.gateway.call;

import io.netty.util.AsciiString;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Headers as an immutable chain: adding one costs one small object, and the chain before it is
 * shared.
 */
public final class HeaderList {
  public static final HeaderList NONE = new HeaderList(null, "", "");

  private final @Nullable HeaderList before;
  private final CharSequence name;
  private final String value;

  private HeaderList(@Nullable HeaderList before, CharSequence name, String value) {
    this.before = before;
    this.name = name;
    this.value = value;
  }

  public HeaderList with(CharSequence another, String itsValue) {
    return new HeaderList(this, another, itsValue);
  }

  public void forEach(BiConsumer<CharSequence, String> action) {
    if (before != null) {
      before.forEach(action);
      action.accept(name, value);
    }
  }

  /** The value that was added last under a name; null when there is none. */
  public @Nullable String get(CharSequence wanted) {
    for (var at = this; at.before != null; at = at.before) {
      if (AsciiString.contentEqualsIgnoreCase(at.name, wanted)) {
        return at.value;
      }
    }
    return null;
  }
}
