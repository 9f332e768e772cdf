package dev.weft.codecs;

/** What became of bytes that should be a message. */
public sealed interface Decoded {

  /** A message of a registered type and version. */
  record Message(Envelope envelope, Record body) implements Decoded {}

  /** Nobody registered a record for this type. */
  record UnknownType(String type) implements Decoded {}

  /** The type is registered, in another version. */
  record UnknownVersion(String type, int version, int registered) implements Decoded {}

  /** The data does not fit the record. The reason holds no values of the data. */
  record Malformed(String type, String reason) implements Decoded {}

  /** One sentence for logs and dead letters. */
  default String describe() {
    return switch (this) {
      case Message m -> "decoded " + m.envelope().type();
      case UnknownType u -> "unknown type " + u.type();
      case UnknownVersion v ->
          "unknown version %d of %s, this reader knows version %d"
              .formatted(v.version(), v.type(), v.registered());
      case Malformed m -> "malformed " + m.type() + ": " + m.reason();
    };
  }
}
