package dev.weft.kit.messaging.types;

import dev.weft.kit.ServiceMessages;
import dev.weft.node.config.Mistakes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what is kept of message types: new versions as they are, what a version has gained, and
 * the AsyncAPI document of all. What would break a promise is not written; the check tells of it.
 */
public final class MessageFiles {

  private MessageFiles() {}

  /** The files that were written; none when all is as it should be. */
  public static List<Path> write(Path directory, List<ServiceMessages> services) {
    var written = new ArrayList<Path>();
    var declared = Declarations.of(services, new Mistakes());
    for (var writer : declared.writers()) {
      var version = writer.version();
      // Read again for each: two services may emit the same version.
      var kept = KeptSchemas.read(directory, new Mistakes());
      if (kept.isUnreadable(version)) {
        continue;
      }
      var before = kept.find(version);
      if (before.isEmpty()) {
        kept.write(version, writer.form().json());
        written.add(kept.file(version));
      } else if (Compatibility.of(writer.form().view(), before.get().view()).isEmpty()) {
        var merged = SchemaMerge.of(before.get().json(), writer.form().json());
        if (!merged.added().isEmpty()) {
          kept.write(version, merged.schema());
          written.add(kept.file(version));
        }
      }
    }
    var kept = KeptSchemas.read(directory, new Mistakes());
    var document = AsyncApi.of(kept.info(), declared, kept);
    if (kept.readDocument().filter(document::equals).isEmpty()) {
      kept.writeDocument(document);
      written.add(kept.document());
    }
    return List.copyOf(written);
  }
}
