package dev.weft.node.management;

import dev.weft.node.config.Secret;
import dev.weft.node.http.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the routes of a process's parts: whoever has the token. Without a token, programs on
 * the same host, if the port listens for nobody else. Their browsers may not: a page of anybody's
 * could otherwise speak for whoever looks at it.
 */
public final class ManagementAccess {

  private static final String SCHEME = "Bearer ";

  private final @Nullable Secret token;
  private final boolean onLoopback;

  private ManagementAccess(@Nullable Secret token, boolean onLoopback) {
    this.token = token;
    this.onLoopback = onLoopback;
  }

  /** For a port that listens on a host. */
  public static ManagementAccess of(String host, @Nullable Secret token) {
    return new ManagementAccess(token, token == null && isLoopback(host));
  }

  /** Why this request is refused; empty when it is not. */
  Optional<Problem> refuse(HttpServerRequest request) {
    if (token != null) {
      var given = request.getHeader(HttpHeaders.AUTHORIZATION);
      return given != null && matches(given, token)
          ? Optional.empty()
          : Optional.of(
              Problem.unauthorized(
                  "this needs the header Authorization: Bearer, with the"
                      + " value of node.management.token"));
    }
    if (!onLoopback) {
      return Optional.of(
          Problem.forbidden(
              "set node.management.token to use this: the port listens for other hosts too"));
    }
    var authority = request.authority();
    return request.getHeader(HttpHeaders.ORIGIN) != null
            || authority == null
            || !isLocalName(authority.host())
        ? Optional.of(Problem.forbidden("set node.management.token to use this from a browser"))
        : Optional.empty();
  }

  /** Takes the same time for every wrong token. */
  private static boolean matches(String given, Secret token) {
    return given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(
            given.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8),
            token.value().getBytes(StandardCharsets.UTF_8));
  }

  /** A name that somebody's name server could send here is none. */
  private static boolean isLocalName(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false; // nobody can listen there either
    }
  }
}
