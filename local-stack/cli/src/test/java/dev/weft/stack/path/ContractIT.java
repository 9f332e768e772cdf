package dev.weft.stack.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.stack.TestStack;
import dev.weft.testkit.Contract;
import dev.weft.testkit.Reply;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What the gateway says of FoodMart's API is what FoodMart answers. */
@Order(2)
final class ContractIT {
  private final Api api = TestStack.shared().api();

  @Test
  void theAnswersAreThoseThatTheDocumentOfTheWholeApiTells() {
    var document =
        await()
            .until(
                () -> api.get("/openapi.json").body(),
                text ->
                    text.contains("\"customers.Page\"")
                        && text.contains("\"orders.")
                        && text.contains("\"catalogue.")
                        && text.contains("\"payments.")
                        && text.contains("\"stock."));
    var contract = Contract.of(document);

    contract.checkAnswer("get /customers/{id}/overview", get("/customers/1/overview"));
    contract.checkAnswer("get /customers", get("/customers?limit=3"));
    contract.checkAnswer("get /orders/{id}", get("/orders/1"));
    contract.checkAnswer("get /products/{id}", get("/products/1"));
    contract.checkAnswer("get /products", get("/products?limit=3"));
    contract.checkAnswer("get /catalogue/stores/{id}", get("/catalogue/stores/1"));
    assertThat(contract.at("/paths/~1orders/post/requestBody")).isNotNull();
  }

  private Reply get(String path) {
    var answer = api.get(path);
    return new Reply(answer.statusCode(), Optional.empty(), answer.body());
  }
}
