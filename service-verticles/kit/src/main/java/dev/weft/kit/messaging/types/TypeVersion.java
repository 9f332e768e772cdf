package dev.weft.kit.messaging.types;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** One version of one message type; its schema stands in {@code <type>.v<version>.json}. */
record TypeVersion(String type, int version) implements Comparable<TypeVersion> {

  private static final Pattern FILE = Pattern.compile("(.+)\\.v([1-9]\\d{0,8})\\.json");
  private static final Comparator<TypeVersion> ORDER =
      Comparator.comparing(TypeVersion::type).thenComparingInt(TypeVersion::version);

  /** The version that a file is about, if its name is that of one. */
  static Optional<TypeVersion> of(Path file) {
    var name = FILE.matcher(String.valueOf(file.getFileName()));
    return name.matches()
        ? Optional.of(new TypeVersion(name.group(1), Integer.parseInt(name.group(2))))
        : Optional.empty();
  }

  String fileName() {
    return "%s.v%d.json".formatted(type, version);
  }

  /** As messages name it in {@code dataschema}. */
  String uri() {
    return "urn:weft:%s:%d".formatted(type, version);
  }

  @Override
  public int compareTo(TypeVersion other) {
    return ORDER.compare(this, other);
  }
}
