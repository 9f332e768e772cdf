package dev.weft.stack;

import dev.weft.gateway.GatewayCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Which gateway a command is about: its process file, or the directory it stands in. */
final class ConfFile {

  private static final String NAME = "gateway.yaml";

  @Parameters(
      arity = "0..1",
      paramLabel = "conf",
      description = "A gateway's file, or the directory of its gateway.yaml; without it: conf.")
  private @Nullable Path conf;

  Path file() {
    Path given = Optional.ofNullable(conf).orElseGet(() -> StackHome.ofThisProcess().conf());
    return Files.isDirectory(given) ? given.resolve(NAME) : given;
  }

  /** Where the schemas of messages are kept beside it, if they are. */
  Optional<Path> messages() {
    return Optional.of(file().resolveSibling("messages")).filter(Files::isDirectory);
  }

  /** As a gateway with this file would find it, with the overrides of the environment. */
  GatewayCheck.Result check() {
    return GatewayCheck.of(file(), System.getenv(), StackConfiguration.overrides());
  }
}
