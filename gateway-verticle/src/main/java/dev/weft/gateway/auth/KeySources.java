package dev.weft.gateway.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** The ways to get keys: a file, an address, or an issuer that tells the address. */
public final class KeySources {
  private static final long LARGEST = 1_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private KeySources() {}

  public static KeySource file(Vertx vertx, Path file) {
    return () -> vertx.fileSystem().readFile(file.toString()).map(Buffer::toString);
  }

  public static KeySource url(Vertx vertx, URI address) {
    var client = client(vertx);
    return () -> get(client, address);
  }

  /** Asks the issuer where its keys are (OpenID Connect Discovery). */
  public static KeySource discovered(Vertx vertx, String issuer) {
    var client = client(vertx);
    var address = URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
    return () -> get(client, address).compose(text -> get(client, keys(text, issuer)));
  }

  private static URI keys(String text, String issuer) {
    try {
      var document = new JsonObject(text);
      var keys = URI.create(document.getString("jwks_uri", ""));
      boolean weaker = issuer.startsWith("https:") && !"https".equals(keys.getScheme());
      if (!issuer.equals(document.getString("issuer")) || weaker) {
        throw new IllegalStateException("the issuer's configuration is another issuer's");
      }
      return keys;
    } catch (DecodeException | ClassCastException e) {
      throw new IllegalStateException("the issuer's configuration cannot be read", e);
    }
  }

  private static HttpClient client(Vertx vertx) {
    return vertx.createHttpClient(
        new HttpClientOptions().setConnectTimeout((int) PATIENCE.toMillis()));
  }

  private static Future<String> get(HttpClient client, URI address) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(address.toString())
            .setTimeout(PATIENCE.toMillis())
            .putHeader("accept", "application/json");
    return client
        .request(options)
        .compose(request -> request.send().compose(KeySources::body))
        .timeout(2 * PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
  }

  private static Future<String> body(HttpClientResponse response) {
    var whole = Buffer.buffer();
    response.handler(
        chunk -> {
          whole.appendBuffer(chunk);
          if (whole.length() > LARGEST) {
            var _ = response.request().reset();
          }
        });
    return response
        .end()
        .map(
            _ -> {
              if (response.statusCode() != 200) {
                throw new IllegalStateException("status " + response.statusCode());
              }
              return whole.toString();
            });
  }
}
