package dev.weft.stack;

import dev.weft.stack.embedded.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The passwords of a local stack, each in a file of its own. */
record Secrets(Path directory) {

  Path file(String name) throws IOException {
    return SecretFile.ensure(directory.resolve(name));
  }

  String value(String name) throws IOException {
    return Files.readString(file(name));
  }
}
