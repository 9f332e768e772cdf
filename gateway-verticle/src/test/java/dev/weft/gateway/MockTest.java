package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls to services that are not there yet. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class MockTest {
  @Test
  void aMockAnswersInPlaceOfItsServiceAndNobodyTakesItForReal() {
    try (var service = TestService.json("{\"a\":1}");
        var gateway =
            TestGateway.files()
                .service("s", service)
                .routes(
                    """
                    GET /x:
                      calls:
                        real: { service: s, get: /r }
                        offers:
                          service: recommendations
                          get: "/offers/{real.a}"
                          mock: { delay: 1ms, body: [{ id: 7, price: 1.50 }] }
                        points: { service: loyalty, get: /p, mock: { body: { p: 3 } } }
                    GET /failing:
                      calls:
                        offers: { service: recommendations, get: /o, mock: { status: 404 } }
                    GET /slow:
                      calls:
                        offers:
                          service: recommendations
                          get: /o
                          timeout: 20ms
                          optional: true
                          mock: { delay: 1h, body: 1 }
                    GET /real:
                      calls:
                        real: { service: s, get: /r }
                    """)
                .start()) {
      var answer = gateway.get("/x");
      assertThat(answer.body())
          .isEqualTo(
              "{\"real\":{\"a\":1},\"offers\":[{\"id\":7,\"price\":1.50}],\"points\":{\"p\":3}}");
      assertThat(answer.headers().firstValue("weft-mock")).contains("offers, points");
      var failing = gateway.get("/failing");
      assertThat(failing.statusCode()).isEqualTo(404);
      assertThat(failing.headers().firstValue("weft-mock")).contains("offers");
      assertThat(gateway.get("/slow").headers().firstValue("weft-partial"))
          .contains("offers;reason=timeout");
      assertThat(gateway.get("/real").headers().firstValue("weft-mock")).isEmpty();
    }
  }
}
