package dev.weft.gateway;

import dev.weft.gateway.route.RouteFiles;
import dev.weft.node.config.Mistakes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Notices that the files of some directories have changed, by what is in them: that holds for an
 * editor, for a copy that keeps the time, and for the links that Kubernetes turns when a ConfigMap
 * changes. A change counts when two looks in a row find the same, so that a file is not taken while
 * it is being written. For one thread at a time.
 */
final class FileWatch {
  private final List<Path> directories;
  private String taken;
  private String last;

  /** Begins to watch: what changes from now on is noticed. Reads files. */
  static FileWatch of(GatewayConfig config) {
    return new FileWatch(
        Stream.of(Optional.of(config.routes()), Optional.ofNullable(config.services()))
            .flatMap(Optional::stream)
            .toList());
  }

  FileWatch(List<Path> directories) {
    this.directories = List.copyOf(directories);
    this.taken = fingerprint();
    this.last = taken;
  }

  /** Whether there is something new to take; it is taken with that. Reads files. */
  boolean takeChange() {
    var now = fingerprint();
    boolean settled = now.equals(last);
    last = now;
    if (!settled || now.equals(taken)) {
      return false;
    }
    taken = now;
    return true;
  }

  private String fingerprint() {
    var digest = sha256();
    for (var directory : directories) {
      for (var file : RouteFiles.files(directory, new Mistakes())) {
        digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(sha256().digest(content(file)));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A file that cannot be read is a change like any other; what is wrong is told when it loads. */
  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      return String.valueOf(unreadable).getBytes(StandardCharsets.UTF_8);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
