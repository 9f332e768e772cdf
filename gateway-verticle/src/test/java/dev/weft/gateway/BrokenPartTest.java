package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part that is no acceptable JSON fails, and fails alone, spliced or looked into. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class BrokenPartTest {
  private static final String WHOLE =
      """
      GET /x:
        calls:
          bad: { service: bad, get: /, optional: true, default: none }
          good: { service: good, get: / }
      """;
  private static final String INSIDE = WHOLE + "  answer: { n: $bad.n, good: $good }\n";
  private static final byte[] NONE = {};

  private static TestService answering(String type, byte[] body) {
    return TestService.answering(
        (_, reply) -> {
          reply.raw("HTTP/1.1 200 OK\r\n%scontent-length: %d\r\n\r\n".formatted(type, body.length));
          reply.socket().getOutputStream().write(body);
        });
  }

  private static void failsAlone(byte[] body) {
    for (var routes : new String[] {WHOLE, INSIDE}) {
      try (var bad = answering("", body);
          var good = TestService.json("4.2900");
          var gateway =
              TestGateway.files()
                  .service("bad", bad)
                  .service("good", good)
                  .routes(routes)
                  .start()) {
        var answer = gateway.get("/x");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"good\":4.2900}");
        assertThat(answer.headers().firstValue("weft-partial")).hasValue("bad;reason=not-json");
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aPartWithAKeyTwiceFailsAlone() {
    failsAlone(utf8("{\"n\":1,\"a\":[{\"b\":1,\"\\u0062\":2}]}"));
  }

  @Test
  void aPartThatIsNoUtf8FailsAlone() {
    failsAlone(new byte[] {'{', '"', 'n', '"', ':', '"', (byte) 0xC3, '"', '}'});
  }

  @Test
  void aPartWithANumberBeyondADoubleFailsAlone() {
    failsAlone(utf8("{\"n\":1e400}"));
  }

  @Test
  void aPartThatIsNestedTooDeepFailsAlone() {
    failsAlone(utf8("{\"n\":" + "[".repeat(200) + "]".repeat(200) + "}"));
  }

  @Test
  void aPartWithBytesAfterItsValueFailsAlone() {
    failsAlone(utf8("{\"n\":1} x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "text/plain; charset=utf-8", "application/xml", "application/jsonp"})
  void aPartOfAnotherContentTypeIsNoJson(String type) {
    assertThat(partOf("content-type: " + type + "\r\n"))
        .isEqualTo("{\"bad\":\"none\",\"good\":4.2900}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "content-type: application/json; charset=utf-8\r\n",
        "content-type: Application/JSON\r\n",
        "content-type: application/hal+json\r\n",
        "content-type: application/vnd.api+json; v=1\r\n"
      })
  void aPartThatSaysItIsJsonOrSaysNothingIsTaken(String header) {
    assertThat(partOf(header)).isEqualTo("{\"bad\":{\"n\":1.50},\"good\":4.2900}");
  }

  private static String partOf(String header) {
    try (var bad = answering(header, utf8("{\"n\":1.50}"));
        var good = TestService.json("4.2900");
        var gateway =
            TestGateway.files().service("bad", bad).service("good", good).routes(WHOLE).start()) {
      return gateway.get("/x").body();
    }
  }

  @Test
  void thePartsOfATrustedServiceAreSplicedUnreadUnlessSomethingLooksInside() {
    for (var routes : new String[] {WHOLE, INSIDE}) {
      try (var bad = answering("", utf8("{\"n\":1,\"n\":2}"));
          var good = TestService.json("4.2900");
          var gateway =
              TestGateway.files()
                  .serviceFile(
                      "bad",
                      "trusted: true\ninstances: [ { address: \"" + bad.address() + "\" } ]\n")
                  .service("good", good)
                  .routes(routes)
                  .start()) {
        assertThat(gateway.get("/x").body())
            .isEqualTo(
                routes.equals(WHOLE)
                    ? "{\"bad\":{\"n\":1,\"n\":2},\"good\":4.2900}"
                    : "{\"n\":null,\"good\":4.2900}");
      }
    }
  }

  @Test
  void aPartIsTheSameHoweverItsBytesArrive() {
    long seed = System.nanoTime();
    System.out.println("aPartIsTheSameHoweverItsBytesArrive: seed " + seed);
    var text = "[{\"id\":1,\"n\":4.2900,\"s\":\"Zubehör \\\"M\\\" 😀\"},{\"id\":2,\"n\":-0.10e-7}]";
    var random = new Random(seed);
    try (var bad = TestService.answering((_, reply) -> inPieces(reply, utf8(text), random));
        var good = TestService.json("1");
        var gateway =
            TestGateway.files().service("bad", bad).service("good", good).routes(WHOLE).start()) {
      for (int i = 0; i < 200; i++) {
        assertThat(gateway.get("/x").body())
            .as("seed %d", seed)
            .isEqualTo("{\"bad\":" + text + ",\"good\":1}");
      }
    }
  }

  private static void inPieces(TestService.Reply reply, byte[] body, Random random)
      throws IOException {
    reply.raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
    OutputStream out = reply.socket().getOutputStream();
    for (int at = 0; at < body.length; ) {
      int to = Math.min(body.length, at + 1 + random.nextInt(9));
      reply.raw(Integer.toHexString(to - at) + "\r\n");
      out.write(Arrays.copyOfRange(body, at, to));
      reply.raw("\r\n");
      at = to;
    }
    out.write(NONE);
    reply.raw("0\r\nx-trailer: dropped\r\n\r\n");
  }
}
