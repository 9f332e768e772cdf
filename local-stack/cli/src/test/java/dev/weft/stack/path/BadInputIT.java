package dev.weft.stack.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.stack.TestStack;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a client sends, it is told what is wrong, and nothing is stored. */
@Order(2)
final class BadInputIT {
  private static TestStack stack;
  private static Api api;

  @BeforeAll
  static void start() {
    stack = TestStack.shared();
    api = stack.api();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          malformed JSON        | 400 | {"customerId": 1, "storeId": 1, "lines": [
          not an object         | 400 | [1, 2, 3]
          no body               | 400 | ''
          garbage after the end | 400 | {"customerId":1,"storeId":1,"lines":[{"productId":1,"quantity":1}]} x
          unknown field         | 400 | {"customerId":1,"storeId":1,"discount":5,"lines":[{"productId":1,"quantity":1}]}
          unknown field in line | 400 | {"customerId":1,"storeId":1,"lines":[{"productId":1,"quantity":1,"price":0}]}
          missing customer      | 400 | {"storeId":1,"lines":[{"productId":1,"quantity":1}]}
          text for a number     | 400 | {"customerId":"1","storeId":1,"lines":[{"productId":1,"quantity":1}]}
          number for an array   | 400 | {"customerId":1,"storeId":1,"lines":7}
          null line             | 400 | {"customerId":1,"storeId":1,"lines":[null]}
          twice the same key    | 400 | {"customerId":1,"customerId":2,"storeId":1,"lines":[{"productId":1,"quantity":1}]}
          half a unit           | 400 | {"customerId":1,"storeId":1,"lines":[{"productId":1,"quantity":1.5}]}
          endless number        | 400 | {"customerId":1,"storeId":1,"lines":[{"productId":1,"quantity":1e400}]}
          too large for a long  | 400 | {"customerId":99999999999999999999,"storeId":1,"lines":[{"productId":1,"quantity":1}]}
          no lines              | 4xx | {"customerId":1,"storeId":1,"lines":[]}
          negative quantity     | 4xx | {"customerId":1,"storeId":1,"lines":[{"productId":1,"quantity":-1}]}
          quantity of nothing   | 4xx | {"customerId":1,"storeId":1,"lines":[{"productId":1,"quantity":0}]}
          unknown product       | 422 | {"customerId":1,"storeId":1,"lines":[{"productId":999999,"quantity":1}]}
          unknown customer      | 422 | {"customerId":999999,"storeId":1,"lines":[{"productId":1,"quantity":1}]}
          unknown store         | 422 | {"customerId":1,"storeId":999,"lines":[{"productId":1,"quantity":1}]}
          """)
  void aBadOrderIsRefusedAndNotStored(String what, String status, String body) {
    long before = stack.count("orders", "orders");
    var answer = api.post("/orders", body);
    assertProblem(answer, status);
    assertThat(stack.count("orders", "orders")).isEqualTo(before);
  }

  @Test
  void anOversizedBodyIsRefusedAndNotStored() {
    long before = stack.count("orders", "orders");
    String padding = " ".repeat(10 << 20);
    var body =
        "{\"customerId\":1,\"storeId\":1,"
            + padding
            + "\"lines\":[{\"productId\":1,\"quantity\":1}]}";
    assertProblem(api.post("/orders", body), "413");
    assertThat(stack.count("orders", "orders")).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "/nowhere, 404",
    "/customers/0/overview, 404",
    "/customers/abc/overview, 4xx",
    "/customers/1e1/overview, 4xx",
    "/customers/99999999999999999999/overview, 4xx",
    "/orders/999999999, 404",
    "/products/0, 404",
    "/products?limit=0, 4xx",
    "/products?limit=abc, 4xx",
    "/products?after=x, 4xx",
    "/customers?limit=1000000, 4xx",
    "/catalogue/nowhere, 404",
    "/catalogue/%2e%2e/orders, 400",
    "/catalogue/..%2forders/1, 400",
    "/customers/%00/overview, 4xx",
    "/customers/%zz/overview, 400"
  })
  void aBadAddressIsAClientError(String path, String status) {
    assertProblem(stack.raw("GET", path), status);
  }

  @Test
  void aMethodThatNoRouteHasIsToldWhichItHas() {
    var answer = api.send("DELETE", "/orders/1", BodyPublishers.noBody());
    assertProblem(answer, "405");
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET");
  }

  @Test
  void aBodyOfAnotherTypeIsRefused() {
    var answer = api.send("POST", "/orders", BodyPublishers.ofString("customerId=1"));
    assertProblem(answer, "400");
  }

  private static void assertProblem(HttpResponse<String> answer, String status) {
    assertProblem(
        answer.statusCode(),
        answer.headers().firstValue("Content-Type").orElse(""),
        answer.body(),
        status);
  }

  private static void assertProblem(TestStack.RawAnswer answer, String status) {
    assertProblem(answer.status(), answer.contentType(), answer.body(), status);
  }

  private static void assertProblem(int status, String contentType, String body, String expected) {
    if (expected.equals("4xx")) {
      assertThat(status).as(body).isBetween(400, 499);
    } else {
      assertThat(status).as(body).isEqualTo(Integer.parseInt(expected));
    }
    assertThat(contentType).startsWith("application/problem+json");
    assertThat(body).doesNotContain("Exception").doesNotContain("dev.weft");
  }
}
