package dev.weft.testkit;

import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.Format;
import java.util.Collection;
import java.util.List;

/** Messages as people read them: the type and the JSON. */
final class Wording {

  private Wording() {}

  static String of(Record message) {
    var codecs = CodecRegistry.of(message.getClass());
    var type = codecs.definition(message);
    boolean readable = type.format() == Format.JSON && !type.isEncrypted();
    return type.name() + " " + (readable ? codecs.encode(message) : message);
  }

  /** Messages of different keys have no order between them. */
  static List<String> sorted(Collection<? extends Record> messages) {
    return messages.stream().map(Wording::of).sorted().toList();
  }

  static String lines(List<String> lines) {
    return lines.isEmpty() ? "    nothing" : "    " + String.join("\n    ", lines);
  }
}
