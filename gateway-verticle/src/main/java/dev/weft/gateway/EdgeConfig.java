package dev.weft.gateway;

import dev.weft.gateway.auth.Algorithm;
import dev.weft.node.config.ByteSize;
import dev.weft.node.config.Default;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of clients, and told to them, beside the routes. What is absent costs nothing.
 *
 * @param headers added to every answer; an empty text takes a header away that a service sends
 * @param cors policies by name; the one named {@code default} holds where a route names none
 * @param rateLimits by name
 */
public record EdgeConfig(
    Map<String, String> headers,
    Map<String, CorsConfig> cors,
    AuthConfig auth,
    Map<String, RateLimitConfig> rateLimits) {

  /**
   * Which pages of other origins may call.
   *
   * @param origins such as {@code https://shop.example}, or {@code *} for all
   * @param headers of requests; {@code *} for all
   * @param expose headers of answers that pages may read
   * @param maxAge how long a browser may remember a preflight
   */
  public record CorsConfig(
      List<String> origins,
      List<String> methods,
      List<String> headers,
      List<String> expose,
      @Default("false") boolean credentials,
      @Default("10m") Duration maxAge) {
    public CorsConfig {
      if (origins.isEmpty()) {
        throw new IllegalArgumentException("needs origins");
      }
      if (credentials && origins.contains("*")) {
        throw new IllegalArgumentException("credentials need the origins by name, not *");
      }
    }
  }

  /** Whether callers must show who they are. */
  public enum AuthDefault {
    NONE,
    OPTIONAL,
    REQUIRED
  }

  /**
   * How callers show who they are.
   *
   * @param unlessSaid for routes that have no {@code auth}
   */
  public record AuthConfig(
      @Default("none") AuthDefault unlessSaid,
      @Nullable JwtConfig jwt,
      @Nullable ApiKeysConfig apiKeys) {
    public AuthConfig {
      if (unlessSaid != AuthDefault.NONE && jwt == null && apiKeys == null) {
        throw new IllegalArgumentException("needs jwt or api-keys");
      }
    }

    boolean isConfigured() {
      return jwt != null || apiKeys != null;
    }
  }

  /**
   * Bearer tokens.
   *
   * @param issuer the only one whose tokens are taken
   * @param audience of which a token must name one
   * @param jwks where the keys are; absent: where the issuer's OpenID configuration says
   * @param jwksFile the keys in a file instead
   * @param leeway how far clocks may differ
   * @param refresh how often the keys are fetched
   * @param cooldown how long an unknown key does not make them be fetched again
   * @param scopes name of the claim that has them, as a list or a text with spaces
   * @param forward claims that services see in their call token
   */
  public record JwtConfig(
      String issuer,
      List<String> audience,
      @Nullable URI jwks,
      @Nullable Path jwksFile,
      List<Algorithm> algorithms,
      @Default("30s") Duration leeway,
      @Default("8KB") ByteSize longest,
      @Default("10m") Duration refresh,
      @Default("30s") Duration cooldown,
      @Default("scope") String scopes,
      List<String> forward) {
    public JwtConfig {
      if (audience.isEmpty()) {
        throw new IllegalArgumentException("needs audience: whom tokens must be made for");
      }
      if (algorithms.isEmpty()) {
        throw new IllegalArgumentException("needs algorithms, such as [rs256]");
      }
      if (refresh.toMillis() < 1) {
        throw new IllegalArgumentException("refresh must be 1ms or more");
      }
      if (jwks != null && jwksFile != null) {
        throw new IllegalArgumentException("has jwks or jwks-file, not both");
      }
    }
  }

  /**
   * Keys that clients were given.
   *
   * @param file of their SHA-256 hashes
   * @param header in which clients send theirs
   * @param reload how often the file is looked at
   */
  public record ApiKeysConfig(
      Path file, @Default("X-Api-Key") String header, @Default("10s") Duration reload) {
    public ApiKeysConfig {
      if (reload.toMillis() < 1) {
        throw new IllegalArgumentException("reload must be 1ms or more");
      }
    }
  }

  /**
   * How much one client may ask for.
   *
   * @param by {@code address}, {@code caller}, {@code header.x} or {@code claims.x}
   * @param requests so many in each {@code per}
   * @param burst so many at once; 0: as many as {@code requests}
   * @param everywhere whether it holds for all routes, or for those that name it
   * @param clients how many are told apart at one time
   */
  public record RateLimitConfig(
      String by,
      int requests,
      @Default("1s") Duration per,
      @Default("0") int burst,
      @Default("true") boolean everywhere,
      @Default("100000") int clients) {
    public RateLimitConfig {
      if (!by.matches("address|caller|header\\.[A-Za-z0-9-]+|claims\\.[^.]+")) {
        throw new IllegalArgumentException(
            "by must be address, caller, header.<name> or claims.<name>");
      }
      if (requests < 1 || burst < 0 || clients < 1 || per.isZero()) {
        throw new IllegalArgumentException("requests, per and clients must be 1 or more");
      }
    }
  }
}
