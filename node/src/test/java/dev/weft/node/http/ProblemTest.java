package dev.weft.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProblemTest {

  @Test
  void aBareProblemSaysWhatItsStatusSays() {
    assertThat(Problem.of(404).toBuffer().toString())
        .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}");
  }

  @Test
  void membersKeepTheirOrder() {
    var problem =
        Problem.unprocessable("no such product")
            .withInstance("/orders")
            .with("code", "unknown-product")
            .with("pointer", "/lines/0/productId")
            .with("parts", List.of(Map.of("n", new BigDecimal("4.2900"))));

    assertThat(problem.toBuffer().toString())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Unprocessable Entity\",\"status\":422,"
                + "\"detail\":\"no such product\",\"instance\":\"/orders\","
                + "\"code\":\"unknown-product\",\"pointer\":\"/lines/0/productId\","
                + "\"parts\":[{\"n\":4.2900}]}");
  }

  @Test
  void anExtensionCannotReplaceAMemberOfTheStandard() {
    assertThat(
            Problem.conflict("x")
                .with("status", 200)
                .toBuffer()
                .toJsonObject()
                .getInteger("status"))
        .isEqualTo(409);
  }

  @Test
  void eachFactoryHasItsStatus() {
    assertThat(
            List.of(
                    Problem.badRequest(""),
                    Problem.unauthorized(""),
                    Problem.forbidden(""),
                    Problem.notFound(""),
                    Problem.methodNotAllowed(""),
                    Problem.conflict(""),
                    Problem.contentTooLarge(""),
                    Problem.unsupportedMediaType(""),
                    Problem.unprocessable(""),
                    Problem.internal(),
                    Problem.badGateway(""),
                    Problem.unavailable(""),
                    Problem.gatewayTimeout(""))
                .stream()
                .map(Problem::status))
        .containsExactly(400, 401, 403, 404, 405, 409, 413, 415, 422, 500, 502, 503, 504);
  }

  @Test
  void aResponseCarriesStatusTypeAndBody() {
    var vertx = Vertx.vertx();
    try {
      var server =
          vertx
              .createHttpServer()
              .requestHandler(request -> Problem.notFound("gone").send(request.response()))
              .listen(0, "127.0.0.1")
              .await();
      var client = vertx.createHttpClient();
      var response =
          client
              .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
              .compose(request -> request.send())
              .compose(r -> r.body().map(body -> Map.entry(r, body)))
              .await();

      assertThat(response.getKey().statusCode()).isEqualTo(404);
      assertThat(response.getKey().getHeader("content-type")).isEqualTo(Problem.CONTENT_TYPE);
      assertThat(response.getValue()).isEqualTo(Problem.notFound("gone").toBuffer());
    } finally {
      vertx.close().await();
    }
  }
}
