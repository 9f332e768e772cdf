package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is believed when it says where a request comes from. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ForwardedTest {
  private static final String PLAIN =
      """
      GET /p/1 HTTP/1.1
      host: x
      connection: close
      x-forwarded-for: 9.9.9.9

      """
          .replace("\n", "\r\n");
  private static final String ROUTES = "ANY /p/**: { pass: { service: s } }\n";

  private static TestService.Received through(String http, String... headers) {
    try (var service = TestService.json("1");
        var gateway = TestGateway.files().service("s", service).http(http).routes(ROUTES).start()) {
      assertThat(gateway.get("/p/1", headers).statusCode()).isEqualTo(200);
      return service.received.getFirst();
    }
  }

  @Test
  void whatAnUntrustedClientSaysOfItselfIsReplaced() {
    var seen =
        through(
            "",
            "x-forwarded-for",
            "1.2.3.4",
            "x-forwarded-proto",
            "https",
            "x-forwarded-host",
            "evil.example",
            "forwarded",
            "for=1.2.3.4",
            "x-real-ip",
            "1.2.3.4");
    assertThat(seen.header("x-forwarded-for")).isEqualTo("127.0.0.1");
    assertThat(seen.header("x-forwarded-proto")).isEqualTo("http");
    assertThat(seen.header("x-forwarded-host")).startsWith("127.0.0.1:");
    assertThat(seen.header("forwarded")).isEmpty();
    assertThat(seen.header("x-real-ip")).isEmpty();
  }

  @Test
  void aTrustedProxyIsBelievedUpToTheFirstAddressThatIsNotTrusted() {
    var seen =
        through(
            ", proxies: [127.0.0.0/8, 10.0.0.0/8]",
            "x-forwarded-for",
            "6.6.6.6, 1.2.3.4, 10.0.0.7",
            "x-forwarded-proto",
            "https",
            "x-forwarded-host",
            "api.example",
            "forwarded",
            "for=9.9.9.9");
    assertThat(seen.header("x-forwarded-for")).isEqualTo("1.2.3.4");
    assertThat(seen.header("x-forwarded-proto")).isEqualTo("https");
    assertThat(seen.header("x-forwarded-host")).isEqualTo("api.example");
  }

  @Test
  void theStandardHeaderIsBelievedWhenItIsTheOneConfigured() {
    var seen =
        through(
            ", proxies: [127.0.0.0/8, 10.0.0.0/8], forwarded-by: forwarded",
            "forwarded",
            "for=6.6.6.6, for=\"[2001:db8::7]:80\";proto=https;host=\"api.example:443\","
                + " for=10.0.0.7",
            "x-forwarded-for",
            "9.9.9.9");
    assertThat(seen.header("x-forwarded-for")).isEqualTo("2001:db8::7");
    assertThat(seen.header("x-forwarded-proto")).isEqualTo("https");
    assertThat(seen.header("x-forwarded-host")).isEqualTo("api.example:443");
  }

  @Test
  void nonsenseFromAProxyIsNotBelieved() {
    var seen =
        through(
            ", proxies: [127.0.0.0/8]",
            "x-forwarded-for",
            "1.2.3.4, unknown",
            "x-forwarded-proto",
            "gopher",
            "x-forwarded-host",
            "a b");
    assertThat(seen.header("x-forwarded-for")).isEqualTo("127.0.0.1");
    assertThat(seen.header("x-forwarded-proto")).isEqualTo("http");
    assertThat(seen.header("x-forwarded-host")).startsWith("127.0.0.1:");
  }

  @Test
  void aProxyMayNameTheClientInFrontOfEverything() throws IOException {
    try (var service = TestService.json("1");
        var gateway =
            TestGateway.files()
                .service("s", service)
                .http(", proxies: [127.0.0.0/8], proxy-protocol: true")
                .routes(ROUTES)
                .start()) {
      var answer =
          Sockets.exchange(gateway.port(), "PROXY TCP4 1.2.3.4 5.6.7.8 1111 80\r\n" + PLAIN);
      assertThat(answer).startsWith("HTTP/1.1 200");
      assertThat(service.received.getFirst().header("x-forwarded-for")).isEqualTo("1.2.3.4");
    }
  }

  @Test
  void nobodyButAProxyMayDoSo() throws IOException {
    try (var service = TestService.json("1");
        var gateway =
            TestGateway.files()
                .service("s", service)
                .http(", proxies: [10.0.0.0/8], proxy-protocol: true")
                .routes(ROUTES)
                .start()) {
      var answer =
          Sockets.exchange(gateway.port(), "PROXY TCP4 10.2.3.4 5.6.7.8 1111 80\r\n" + PLAIN);
      assertThat(answer).isEmpty();
      assertThat(service.received).isEmpty();
    }
  }
}
