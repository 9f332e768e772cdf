package dev.weft.kit.messaging.types;

import dev.weft.kit.ServiceMessages;
import dev.weft.kit.messaging.types.Declarations.Form;
import dev.weft.kit.messaging.types.Declarations.Reader;
import dev.weft.kit.messaging.types.Declarations.Writer;
import dev.weft.node.config.Mistake;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Holds what services declare against the schemas that are kept, and says what a change breaks: for
 * readers of a version what is written to them, for messages that are on their way those who read
 * them.
 *
 * <p>A kept schema tells of all messages of its version, those of before included. As long as it is
 * there, such messages may be on their way, and whoever subscribes to the type has to read them.
 */
public final class MessageCheck {

  private static final String WRITE = "run ./weft messages write";

  private final KeptSchemas kept;
  private final Declarations declared;
  private final Mistakes mistakes;
  private final Mistakes warnings = new Mistakes();

  private MessageCheck(KeptSchemas kept, Declarations declared, Mistakes mistakes) {
    this.kept = kept;
    this.declared = declared;
    this.mistakes = mistakes;
  }

  /**
   * What was found.
   *
   * @param types how many message types there are
   * @param warnings what may be meant so
   */
  public record Result(int types, List<Mistake> mistakes, List<Mistake> warnings) {}

  /** Checks these services against the schemas in a directory. */
  public static Result of(Path directory, List<ServiceMessages> services) {
    var mistakes = new Mistakes();
    var kept = KeptSchemas.read(directory, mistakes);
    var check = new MessageCheck(kept, Declarations.of(services, mistakes), mistakes);
    check.declared.writers().forEach(check::check);
    check.declared.readers().forEach(check::check);
    check.unused();
    if (mistakes.isEmpty()) {
      check.document();
    }
    var types = new TreeSet<String>();
    check.declared.writers().forEach(writer -> types.add(writer.version().type()));
    check.declared.readers().forEach(reader -> types.add(reader.type()));
    return new Result(types.size(), mistakes.list(), check.warnings.list());
  }

  private void check(Writer writer) {
    var version = writer.version();
    if (kept.isUnreadable(version)) {
      return;
    }
    var before = kept.find(version);
    if (before.isEmpty()) {
      mistakes.add(
          Position.source(kept.file(version).toString()),
          "",
          "%s writes this version, and its schema is not kept: %s"
              .formatted(writer.service(), WRITE));
      return;
    }
    if (!before.get().view().key().equals(writer.form().view().key())) {
      mistakes.add(
          before.get().view().at(), writer.form().view().key(), Sentences.otherKey(writer));
    }
    var breaks = Compatibility.of(writer.form().view(), before.get().view());
    for (var found : breaks) {
      mistakes.add(found.read(), found.path(), Sentences.breaksReaders(writer, found.reason()));
    }
    if (breaks.isEmpty()) {
      for (var path : SchemaMerge.of(before.get().json(), writer.form().json()).added()) {
        mistakes.add(
            before.get().view().at(),
            path,
            "%s writes this field, and the kept schema does not tell of it: %s"
                .formatted(writer.service(), WRITE));
      }
    }
  }

  private void check(Reader reader) {
    var versions = new TreeSet<>(kept.versions(reader.type()));
    declared.writers().stream()
        .map(Writer::version)
        .filter(version -> version.type().equals(reader.type()))
        .forEach(versions::add);
    if (versions.isEmpty()) {
      warnings.add(
          Position.source(kept.file(new TypeVersion(reader.type(), reader.newest())).toString()),
          "",
          "%s subscribes to it, nobody here emits it, and no schema of it is kept"
              .formatted(reader.service()));
    }
    versions.forEach(version -> check(reader, version));
  }

  private void check(Reader reader, TypeVersion version) {
    if (kept.isUnreadable(version)) {
      return;
    }
    var before = kept.find(version);
    var read = reader.versions().get(version.version());
    if (read == null) {
      var at =
          before
              .map(there -> there.view().at())
              .orElseGet(() -> Position.source(kept.file(version).toString()));
      mistakes.add(at, "", Sentences.notRead(reader, version));
      return;
    }
    before.ifPresent(there -> check(reader, version, there, read));
    declared.writersOf(version).stream()
        .filter(writer -> before.filter(there -> keepsTo(writer, there)).isEmpty())
        .forEach(writer -> check(reader, writer, read));
  }

  private static boolean keepsTo(Writer writer, Form there) {
    return Compatibility.of(writer.form().view(), there.view()).isEmpty();
  }

  private void check(Reader reader, TypeVersion version, Form there, Form read) {
    for (var found : Compatibility.of(there.view(), read.view())) {
      mistakes.add(
          found.written(), found.path(), Sentences.refuses(reader, version, found.reason()));
    }
  }

  /** What is written now and is not as it was promised: who of those here is hit by it. */
  private void check(Reader reader, Writer writer, Form read) {
    var at = Position.source(kept.file(writer.version()).toString());
    for (var found : Compatibility.of(writer.form().view(), read.view())) {
      mistakes.add(at, found.path(), Sentences.isHit(reader, writer, found.reason()));
    }
  }

  /** Told of last: whoever mends something else will write it anew. */
  private void document() {
    var there = kept.readDocument();
    if (there.isEmpty() || !there.get().equals(AsyncApi.of(kept.info(), declared, kept))) {
      mistakes.add(
          Position.source(kept.document().toString()),
          "",
          "it does not tell what the services emit and subscribe to: " + WRITE);
    }
  }

  private void unused() {
    var used =
        Stream.concat(
                declared.writers().stream().map(writer -> writer.version().type()),
                declared.readers().stream().map(Reader::type))
            .toList();
    kept.all().entrySet().stream()
        .filter(entry -> !used.contains(entry.getKey().type()))
        .forEach(
            entry ->
                warnings.add(
                    entry.getValue().view().at(), "", "nobody here emits or subscribes to it"));
  }
}
