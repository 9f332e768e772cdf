package dev.weft.stack.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.stack.TestStack;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The routes of FoodMart beside the composed ones that are proven against the raw files. */
@Order(2)
final class RoutesIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Api api = TestStack.shared().api();

  @Test
  void pagesOfProductsFollowEachOther() throws JsonProcessingException {
    var first = get("/products?category=beer%20and%20wine&limit=7");
    var second =
        get("/products?category=beer%20and%20wine&limit=7&after=" + first.path("next").asText());

    assertThat(ids(first)).hasSize(7).isSorted();
    assertThat(ids(second)).hasSize(7).isSorted();
    assertThat(ids(second).getFirst()).isGreaterThan(ids(first).getLast());
    assertThat(first.path("items"))
        .allMatch(product -> product.path("category").asText().equals("Beer and Wine"));
  }

  @Test
  void customersAreFoundByAPartOfTheirName() throws JsonProcessingException {
    var found = get("/customers?name=nowmer&limit=3");

    assertThat(found.path("items"))
        .isNotEmpty()
        .allMatch(customer -> customer.path("fullName").asText().contains("Nowmer"));
  }

  @Test
  void aListWithoutAQueryIsItsFirstPage() throws JsonProcessingException {
    assertThat(ids(get("/customers"))).hasSize(20).startsWith(1L);
    assertThat(ids(get("/products"))).hasSize(20).startsWith(1L);
  }

  @Test
  void thePassThroughAnswersWhatTheCatalogueAnswers() throws JsonProcessingException {
    var store = get("/catalogue/stores/3");

    assertThat(store.path("id").asInt()).isEqualTo(3);
    assertThat(get("/catalogue/products?ids=3,1")).hasSize(2);
    assertThat(api.get("/catalogue/products/999999").statusCode()).isEqualTo(404);
  }

  @Test
  void theOverviewTakesHowManyOrdersAreWanted() throws JsonProcessingException {
    assertThat(get("/customers/2094/overview?limit=2").path("orders")).hasSize(2);
  }

  @Test
  void aNewPriceReachesNewOrders() throws JsonProcessingException {
    var priced =
        api.send("PUT", "/products/700/price", BodyPublishers.ofString("{\"price\": 9.9900}"));
    assertThat(priced.statusCode()).as(priced.body()).isBetween(200, 299);

    await()
        .untilAsserted(
            () -> {
              var order =
                  api.post(
                      "/orders",
                      "{\"customerId\":44,\"storeId\":5,\"lines\":[{\"productId\":700,\"quantity\":2}]}");
              assertThat(order.body()).contains("\"total\":19.9800");
            });
  }

  @Test
  void theSameKeyPlacesOneOrder() {
    String order =
        "{\"customerId\":45,\"storeId\":5,\"lines\":[{\"productId\":701,\"quantity\":1}]}";
    var first = api.post("/orders", order, "Idempotency-Key", "the-same-key");
    var second = api.post("/orders", order, "Idempotency-Key", "the-same-key");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
  }

  private JsonNode get(String path) throws JsonProcessingException {
    var answer = api.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static List<Long> ids(JsonNode page) {
    var ids = new ArrayList<Long>();
    page.path("items").forEach(item -> ids.add(item.path("id").asLong()));
    return ids;
  }
}
