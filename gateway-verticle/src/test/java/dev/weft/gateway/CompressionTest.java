package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.aayushatharva.brotli4j.decoder.Decoder;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** gzip and br from clients, to clients and from services. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class CompressionTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String ROUTES =
      """
      GET /a: { calls: { a: { service: s, get: /a, optional: true } } }
      POST /a: { calls: { a: { service: s, post: /a } } }
      POST /inside/{x}: { calls: { a: { service: s, post: "/{body.id}" } } }
      """;

  private static byte[] gzip(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] gzip(String text) throws IOException {
    return gzip(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String gunzip(byte[] packed) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** As small as it gets, which is not how the gateway packs. */
  private static byte[] brotli(String text) throws IOException {
    return Encoder.compress(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String unbrotli(byte[] packed) throws IOException {
    return new String(Decoder.decompress(packed).getDecompressedData(), StandardCharsets.UTF_8);
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> get(TestGateway gateway, String accept)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(gateway.uri("/a")).header("accept-encoding", accept));
  }

  private static HttpResponse<byte[]> post(
      TestGateway gateway, String path, String encoding, byte[] body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(gateway.uri(path))
            .header("content-encoding", encoding)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private static TestGateway gateway(TestService service, String... config) {
    return TestGateway.files()
        .service("s", service)
        .routes(ROUTES)
        .config(String.join("\n", config))
        .start();
  }

  @Test
  void anAnswerIsCompressedForAClientThatAcceptsIt() throws Exception {
    for (int size : new int[] {5_000, 300_000}) {
      var text = "\"" + "x".repeat(size) + "\"";
      try (var service = TestService.json(text);
          var gateway = gateway(service)) {
        for (var accept : new String[] {"gzip", "zstd, GZIP;q=0.5", "br;q=0.1, gzip"}) {
          var answer = get(gateway, accept);
          assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
          assertThat(answer.headers().firstValue("vary")).hasValue("accept-encoding");
          assertThat(answer.body()).hasSizeLessThan(size / 4);
          assertThat(gunzip(answer.body())).isEqualTo("{\"a\":" + text + "}");
        }
        for (var accept : new String[] {"gzip, deflate, br, zstd", "*"}) {
          var answer = get(gateway, accept);
          assertThat(answer.headers().firstValue("content-encoding")).hasValue("br");
          assertThat(answer.headers().firstValue("vary")).hasValue("accept-encoding");
          assertThat(unbrotli(answer.body())).isEqualTo("{\"a\":" + text + "}");
        }
      }
    }
  }

  @Test
  void anAnswerIsNotCompressedForAClientThatDoesNotAskOrWhenItIsSmall() throws Exception {
    var text = "\"" + "x".repeat(5_000) + "\"";
    try (var service = TestService.json(text);
        var gateway = gateway(service)) {
      for (var accept :
          new String[] {"identity", "zstd", "gzip;q=0", "gzip;q=0.000, br;q=0, *", "gzip;q=x"}) {
        var answer = get(gateway, accept);
        assertThat(answer.headers().firstValue("content-encoding")).as(accept).isEmpty();
        assertThat(answer.headers().firstValue("vary")).hasValue("accept-encoding");
        assertThat(answer.headers().firstValueAsLong("content-length")).hasValue(5_008);
      }
    }
    try (var service = TestService.json("1");
        var gateway = gateway(service)) {
      var answer = get(gateway, "gzip");
      assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
      assertThat(answer.headers().firstValue("vary")).isEmpty();
    }
  }

  @Test
  void aHeadRequestIsToldOfTheAnswerThatAGetWouldHave() throws Exception {
    var text = "\"" + "x".repeat(5_000) + "\"";
    try (var service = TestService.json(text);
        var gateway = gateway(service)) {
      var packed = Sockets.exchange(gateway.port(), head("accept-encoding: br\r\n"));
      assertThat(packed).contains("content-encoding: br").doesNotContain("content-length");
      assertThat(Sockets.exchange(gateway.port(), head("")))
          .contains("content-length: 5008")
          .doesNotContain("content-encoding");
    }
  }

  private static String head(String header) {
    return "HEAD /a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n" + header + "\r\n";
  }

  @Test
  void aCompressedRequestIsUnpackedBeforeItGoesOn() throws Exception {
    try (var service = TestService.json("1");
        var gateway = gateway(service)) {
      assertThat(post(gateway, "/a", "gzip", gzip("{\"id\":7}")).statusCode()).isEqualTo(200);
      assertThat(post(gateway, "/inside/x", "gzip", gzip("{\"id\":7}")).statusCode())
          .isEqualTo(200);
      assertThat(post(gateway, "/a", "br", brotli("{\"id\":7}")).statusCode()).isEqualTo(200);
      assertThat(service.received)
          .extracting(TestService.Received::uri)
          .containsExactly("/a", "/7", "/a");
      assertThat(service.received)
          .allSatisfy(request -> assertThat(request.body()).isEqualTo("{\"id\":7}"))
          .allSatisfy(request -> assertThat(request.header("content-encoding")).isEmpty());
    }
  }

  @Test
  void aRequestThatIsTooLargeWhenUnpackedIsRefusedWith413() throws Exception {
    try (var service = TestService.json("1");
        var gateway = gateway(service)) {
      var bomb = gzip(new byte[50 << 20]);
      assertThat(bomb).hasSizeLessThan(100_000);
      assertThat(post(gateway, "/a", "gzip", bomb).statusCode()).isEqualTo(413);
      var brotliBomb = Encoder.compress(new byte[50 << 20], Encoder.Parameters.create(1));
      assertThat(brotliBomb).hasSizeLessThan(100_000);
      assertThat(post(gateway, "/a", "br", brotliBomb).statusCode()).isEqualTo(413);
      assertThat(service.received).isEmpty();
    }
  }

  @Test
  void aRequestOfAnUnknownEncodingIsRefusedWith415AndABrokenOneWith400() throws Exception {
    try (var service = TestService.json("1");
        var gateway = gateway(service)) {
      for (var unknown : new String[] {"zstd", "gzip, br"}) {
        var answer = post(gateway, "/a", unknown, new byte[] {1, 2, 3});
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("accept-encoding")).hasValue("br, gzip");
      }
      assertThat(post(gateway, "/a", "br", new byte[] {-1, -1, -1}).statusCode()).isEqualTo(400);
      assertThat(post(gateway, "/a", "gzip", new byte[] {1, 2, 3}).statusCode()).isEqualTo(400);
      assertThat(service.received).isEmpty();
    }
  }

  @Test
  void aPartThatIsCompressedUnaskedIsUnpackedOrFailsAlone() throws Exception {
    byte[] good = gzip("{\"n\":4.20}");
    byte[] bomb = gzip(new byte[40 << 20]);
    assertPart("gzip", good, "{\"a\":{\"n\":4.20}}", "");
    assertPart("gzip", bomb, "{\"a\":null}", "a;reason=too-large");
    assertPart("gzip", new byte[] {31, 1, 2}, "{\"a\":null}", "a;reason=not-json");
    assertPart("gzip", gzip("{\"n\":4.20"), "{\"a\":null}", "a;reason=not-json");
    assertPart("br", good, "{\"a\":null}", "a;reason=not-json");
    assertPart("br", brotli("{\"n\":4.20}"), "{\"a\":{\"n\":4.20}}", "");
    byte[] cut = brotli("{\"n\":4.20}");
    assertPart("br", Arrays.copyOf(cut, cut.length - 1), "{\"a\":null}", "a;reason=not-json");
    byte[] brotliBomb = Encoder.compress(new byte[40 << 20], Encoder.Parameters.create(1));
    assertPart("br", brotliBomb, "{\"a\":null}", "a;reason=too-large");
    assertPart("zstd", good, "{\"a\":null}", "a;reason=not-json");
  }

  private static void assertPart(String encoding, byte[] body, String expected, String partial) {
    try (var service =
            TestService.answering(
                (_, reply) -> {
                  reply.raw(
                      "HTTP/1.1 200 OK\r\ncontent-encoding: %s\r\ncontent-length: %d\r\n\r\n"
                          .formatted(encoding, body.length));
                  reply.socket().getOutputStream().write(body);
                });
        var gateway = gateway(service)) {
      var answer = gateway.get("/a");
      assertThat(answer.body()).isEqualTo(expected);
      assertThat(answer.headers().firstValue("weft-partial").orElse("")).isEqualTo(partial);
    }
  }
}
