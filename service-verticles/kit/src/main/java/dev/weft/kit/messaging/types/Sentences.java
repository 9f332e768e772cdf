package dev.weft.kit.messaging.types;

import dev.weft.kit.messaging.types.Break.Reason;
import dev.weft.kit.messaging.types.Declarations.Reader;
import dev.weft.kit.messaging.types.Declarations.Writer;

/** What the check says: who is broken by what, and what to do. */
final class Sentences {

  private Sentences() {}

  /** A writer does not keep to what readers of its version may rely on. */
  static String breaksReaders(Writer writer, Reason reason) {
    var version = writer.version().version();
    var what =
        switch (reason) {
          case Reason.NotWritten _ ->
              "%s no longer writes it, and a reader of version %d may need it"
                  .formatted(writer.service(), version);
          case Reason.MayBeMissing _ ->
              "%s may now leave it out or write null, which a reader of version %d refuses"
                  .formatted(writer.service(), version);
          case Reason.OtherType other ->
              "%s now writes %s, and a reader of version %d takes %s"
                  .formatted(writer.service(), other.written(), version, other.read());
          case Reason.UnknownConstants unknown ->
              "%s may now write %s, which a reader of version %d does not know"
                  .formatted(writer.service(), String.join(", ", unknown.names()), version);
        };
    return what + ": " + raise(version);
  }

  static String otherKey(Writer writer) {
    var version = writer.version().version();
    return "%s orders messages by this field now, and those of version %d by another one: %s"
        .formatted(writer.service(), version, raise(version));
  }

  private static String raise(int version) {
    return "raise the version to %d and give its record an upcaster from version %d"
        .formatted(version + 1, version);
  }

  /** A reader refuses messages that the kept schema tells of. */
  static String refuses(Reader reader, TypeVersion version, Reason reason) {
    var what =
        switch (reason) {
          case Reason.NotWritten _ ->
              "%s needs it, and messages of version %d do not have it"
                  .formatted(reader.service(), version.version());
          case Reason.MayBeMissing _ ->
              "%s needs it, and some messages of version %d do not have it"
                  .formatted(reader.service(), version.version());
          case Reason.OtherType other ->
              "%s takes %s, and messages of version %d have %s"
                  .formatted(reader.service(), other.read(), version.version(), other.written());
          case Reason.UnknownConstants unknown ->
              "%s does not know %s, which messages of version %d may have"
                  .formatted(
                      reader.service(), String.join(", ", unknown.names()), version.version());
        };
    return "%s: let its record of version %d take what is there, or have the writer raise the version"
        .formatted(what, version.version());
  }

  /** A reader refuses what a writer writes now. */
  static String isHit(Reader reader, Writer writer, Reason reason) {
    return switch (reason) {
      case Reason.NotWritten _ ->
          "%s needs it, and %s does not write it".formatted(reader.service(), writer.service());
      case Reason.MayBeMissing _ ->
          "%s needs it, and %s may leave it out or write null"
              .formatted(reader.service(), writer.service());
      case Reason.OtherType other ->
          "%s takes %s, and %s writes %s"
              .formatted(reader.service(), other.read(), writer.service(), other.written());
      case Reason.UnknownConstants unknown ->
          "%s does not know %s, which %s may write"
              .formatted(reader.service(), String.join(", ", unknown.names()), writer.service());
    };
  }

  /** A reader has no record for a version whose messages may be on their way. */
  static String notRead(Reader reader, TypeVersion version) {
    return version.version() > reader.newest()
        ? "%s reads version %d at most, and messages of version %d become its dead letters: raise its record to version %d"
            .formatted(reader.service(), reader.newest(), version.version(), version.version())
        : "%s no longer reads version %d, and messages of it that are on their way become dead letters: give its record of version %d an upcaster, or delete this file when none is left"
            .formatted(reader.service(), version.version(), reader.newest());
  }
}
