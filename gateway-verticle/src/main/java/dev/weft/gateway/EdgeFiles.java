package dev.weft.gateway;

import dev.weft.gateway.auth.ApiKeys;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.Position;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Looks whether the files are there that the configuration of the edge names. */
final class EdgeFiles {
  private EdgeFiles() {}

  static void check(GatewayConfig config, Mistakes mistakes) {
    var tls = config.http().tls();
    if (tls != null) {
      readable("http.tls.certificate", tls.certificate(), mistakes);
      readable("http.tls.key", tls.key(), mistakes);
      readable("http.tls.client-authorities", tls.clientAuthorities(), mistakes);
    }
    var jwt = config.edge().auth().jwt();
    if (jwt != null) {
      readable("edge.auth.jwt.jwks-file", jwt.jwksFile(), mistakes);
    }
    var keys = config.edge().auth().apiKeys();
    if (keys != null) {
      new ApiKeys().load(keys.file()).forEach(mistakes::add);
    }
  }

  private static void readable(String key, @Nullable Path file, Mistakes mistakes) {
    if (file != null && !Files.isReadable(file)) {
      mistakes.add(Position.source(file.toString()), key, "the file cannot be read");
    }
  }
}
