package dev.weft.stack;

import dev.weft.stack.embedded.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What stands where in a clone of the project. */
record StackHome(Path root) {

  /** The directory of the script {@code weft}, which passes it on. */
  static StackHome ofThisProcess() {
    return new StackHome(
        Path.of(System.getProperty("weft.home", ".")).toAbsolutePath().normalize());
  }

  Path conf() {
    return root.resolve("conf");
  }

  Path brokerXml() {
    return conf().resolve("broker").resolve("broker.xml");
  }

  /** The kept schemas of message types. */
  Path messages() {
    return conf().resolve("messages");
  }

  /** All that the stack writes. */
  Path data() {
    return root.resolve(".weft");
  }

  Path postgres() {
    return data().resolve("postgres");
  }

  Path broker() {
    return data().resolve("broker");
  }

  Path keys() {
    return data().resolve("keys");
  }

  Path secrets() {
    return data().resolve("secrets");
  }

  Path log() {
    return data().resolve("log").resolve("weft.log");
  }

  /** Standard output and error of a stack in the background. */
  Path console() {
    return data().resolve("log").resolve("console.log");
  }

  /** Who runs here and where it answers; see {@link RunFile}. */
  Path runFile() {
    return data().resolve("run");
  }

  /** How far a stack in the background has come with its start. */
  Path startFile() {
    return data().resolve("start");
  }

  /** There once the copies that services keep of each other's data are filled. */
  Path loadedMark() {
    return data().resolve("loaded");
  }

  /** Makes the directories, for this user only. */
  void prepare() {
    try {
      refuseDataOfAnotherUser();
      for (Path directory : List.of(data(), keys(), secrets(), data().resolve("log"))) {
        Directories.create(directory);
      }
    } catch (IOException e) {
      throw new StackException("%s cannot be written by this user".formatted(data()), e);
    }
  }

  private void refuseDataOfAnotherUser() throws IOException {
    if (!Files.exists(data())) {
      return;
    }
    String owner = Files.getOwner(data()).getName();
    if (!owner.equals(System.getProperty("user.name"))) {
      throw new StackException(
          "%s belongs to %s: run ./weft as that user, or remove it".formatted(data(), owner));
    }
  }

  /** The log of the run before stays beside the new one. */
  void turnLogs() throws IOException {
    if (Files.exists(log())) {
      Path previous = log().resolveSibling("weft.log.previous");
      Files.move(log(), previous, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
