package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weft.node.config.ConfigException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients over TLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class TlsTest {
  private static final String ROUTES =
      """
      GET /a/{id}: { calls: { a: { service: s, get: "/a/{id}" } } }
      ANY /p/**: { pass: { service: s } }
      """;

  private Vertx vertx = Vertx.vertx();

  /** A client that nobody holds any more closes what it has open. */
  private final List<HttpClient> clients = new ArrayList<>();

  @TempDir private Path directory = Path.of("");

  @BeforeAll
  void start() {
    vertx.exceptionHandler(_ -> {});
  }

  @AfterAll
  void stop() {
    vertx.close().await();
  }

  private static TestGateway gateway(TestService service, String http) {
    return TestGateway.files().service("s", service).http(http).routes(ROUTES).start();
  }

  private static HttpClientOptions options() {
    return new HttpClientOptions()
        .setSsl(true)
        .setUseAlpn(true)
        .setTrustAll(true)
        .setVerifyHost(false)
        .setProtocolVersion(HttpVersion.HTTP_2);
  }

  private HttpClient client(HttpClientOptions options) {
    var client = vertx.createHttpClient(options);
    clients.add(client);
    return client;
  }

  private static HttpClientRequest open(HttpClient client, TestGateway gateway, String path) {
    return client.request(HttpMethod.GET, gateway.port(), "127.0.0.1", path).await();
  }

  private static String subject(HttpClientRequest request) throws Exception {
    var certificate = (X509Certificate) request.connection().peerCertificates().getFirst();
    return certificate.getSubjectX500Principal().getName();
  }

  @Test
  void bothHttpVersionsAreSpokenAndBrowsersAreToldToComeBackOverTls() throws Exception {
    var tls = Tls.in(directory);
    tls.write("first");
    try (var service = TestService.json("1");
        var gateway = gateway(service, tls.config(""))) {
      for (var version : new HttpVersion[] {HttpVersion.HTTP_2, HttpVersion.HTTP_1_1}) {
        var client = client(options().setProtocolVersion(version));
        var body = new AtomicReference<>("");
        var answer =
            open(client, gateway, "/a/1")
                .send()
                .compose(head -> head.body().onSuccess(all -> body.set(all.toString())).map(head))
                .await();
        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("strict-transport-security")).startsWith("max-age=");
        assertThat(body.get()).isEqualTo("{\"a\":1}");
        client.close().await();
      }
      var passed = open(client(options()), gateway, "/p/1").send().await();
      assertThat(passed.statusCode()).isEqualTo(200);
      assertThat(service.received.getLast().header("x-forwarded-proto")).isEqualTo("https");
      assertThat(service.received.getLast().header("x-forwarded-host")).startsWith("127.0.0.1");
    }
  }

  @Test
  void oldVersionsOfTlsAreRefused() throws Exception {
    var tls = Tls.in(directory);
    tls.write("first");
    try (var service = TestService.json("1");
        var gateway = gateway(service, tls.config(""))) {
      var modern = client(options().setEnabledSecureTransportProtocols(Set.of("TLSv1.2")));
      assertThat(open(modern, gateway, "/a/1").send().await().statusCode()).isEqualTo(200);
      var old = client(options().setEnabledSecureTransportProtocols(Set.of("TLSv1.1")));
      assertThatThrownBy(() -> open(old, gateway, "/a/1")).isNotNull();
    }
  }

  @Test
  void aNewCertificateIsTakenWhileOldConnectionsGoOn() throws Exception {
    var tls = Tls.in(directory);
    tls.write("first");
    try (var service = TestService.json("1");
        var gateway = gateway(service, tls.config(""))) {
      var old = client(options());
      var first = open(old, gateway, "/a/1");
      var connection = first.connection();
      assertThat(subject(first)).isEqualTo("CN=first");
      assertThat(first.send().await().statusCode()).isEqualTo(200);

      Files.writeString(tls.key(), "half a rotation");
      var half = client(options());
      assertThat(subject(open(half, gateway, "/a/1"))).isEqualTo("CN=first");

      tls.write("second");
      await()
          .until(
              () -> {
                var fresh = client(options());
                var subject = subject(open(fresh, gateway, "/a/1"));
                fresh.close().await();
                return subject.equals("CN=second");
              });
      var again = open(old, gateway, "/a/1");
      assertThat(again.connection()).isSameAs(connection);
      assertThat(again.send().await().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void clientsWithoutACertificateStayOutWhereOneIsRequired() throws Exception {
    var tls = Tls.in(directory);
    tls.write("server");
    var known = Tls.make("client");
    var stranger = Tls.make("stranger");
    var authorities = directory.resolve("clients.pem");
    Files.writeString(authorities, known.getCertificatePEM());
    var more = ", client-certificate: required, client-authorities: \"" + authorities + "\"";
    try (var service = TestService.json("1");
        var gateway = gateway(service, tls.config(more))) {
      var good =
          client(
              options()
                  .setKeyCertOptions(
                      new PemKeyCertOptions()
                          .addCertValue(Buffer.buffer(known.getCertificatePEM()))
                          .addKeyValue(Buffer.buffer(known.getPrivateKeyPEM()))));
      assertThat(open(good, gateway, "/a/1").send().await().statusCode()).isEqualTo(200);
      var bad =
          client(
              options()
                  .setKeyCertOptions(
                      new PemKeyCertOptions()
                          .addCertValue(Buffer.buffer(stranger.getCertificatePEM()))
                          .addKeyValue(Buffer.buffer(stranger.getPrivateKeyPEM()))));
      assertThatThrownBy(() -> open(bad, gateway, "/a/1").send().await()).isNotNull();
      assertThatThrownBy(() -> open(client(options()), gateway, "/a/1").send().await()).isNotNull();
      assertThat(service.received).hasSize(1);
    }
  }

  @Test
  void aMissingFileIsAMistakeBeforeAnythingStarts() throws IOException {
    var tls = Tls.in(directory);
    tls.write("first");
    Files.delete(tls.key());
    try (var service = TestService.json("1")) {
      assertThatThrownBy(() -> gateway(service, tls.config("")))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("http.tls.key: the file cannot be read");
    }
  }
}
