package dev.weft.customers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.foodmart.FoodMart;
import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest(CustomersService.class)
class CustomersReadTest {

  private final RunningService customers;

  CustomersReadTest(RunningService customers) {
    this.customers = customers;
  }

  @Test
  void aCustomerIsToldWholly() {
    var reply = customers.get("/customers/1");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body())
        .isEqualTo(
            """
            {"id":1,"accountNumber":87462024688,"fullName":"Sheri Nowmer","firstName":"Sheri",\
            "middleInitial":"A.","lastName":"Nowmer","address":"2433 Bailey Road",\
            "address2":null,"city":"Tlaxiaco","stateProvince":"Oaxaca","postalCode":"15057",\
            "country":"Mexico","phone":"271-555-9715","alternatePhone":"119-555-1969",\
            "birthdate":"1961-08-26","maritalStatus":"M","yearlyIncome":"$30K - $50K",\
            "gender":"F","totalChildren":4,"childrenAtHome":2,\
            "education":"Partial High School","accountOpened":"1991-09-10",\
            "memberCard":"Bronze","occupation":"Skilled Manual","homeowner":true,"carsOwned":4}\
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "99999", "-1", "9223372036854775807", "1e3", "one"})
  void whoIsNotThereIsNotFound(String id) {
    assertThat(customers.get("/customers/" + id).status()).isEqualTo(404);
  }

  @Test
  void pagesLeadThroughEveryCustomerOfTheDataSetInOrder() {
    var names = new ArrayList<String>();
    for (var page : pages("/customers?limit=100")) {
      page.path("items").forEach(customer -> names.add(customer.path("fullName").asText()));
    }
    var expected = FoodMart.customers().map(row -> row.fullName()).toList();
    assertThat(names.subList(0, expected.size())).isEqualTo(expected);
  }

  @Test
  void aPartOfTheNameIsEnoughInUpperAndLowerCaseAlike() {
    var expected =
        FoodMart.customers()
            .map(row -> row.fullName())
            .filter(name -> name.toLowerCase(Locale.ROOT).contains("nowm"))
            .toList();
    var found = new ArrayList<String>();
    customers
        .get("/customers?name=NOWm&limit=100")
        .json()
        .path("items")
        .forEach(customer -> found.add(customer.path("fullName").asText()));
    assertThat(found).isNotEmpty().isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%25", "_", "%5C", "'%3B%20drop%20table%20customer"})
  void signsWithAMeaningInSqlStandForThemselves(String name) {
    var reply = customers.get("/customers?name=" + name);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("items")).isEmpty();
    assertThat(reply.json().path("next").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "after=x", "limit=1.5", "name=%00"})
  void aBadQueryIsToldAsSuch(String query) {
    var reply = customers.get("/customers?" + query);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("bad-query");
  }

  @Test
  void aPageHasTwentyCustomersIfNobodySaysOtherwise() {
    var page = customers.get("/customers").json();
    assertThat(page.path("items")).hasSize(20);
    assertThat(page.path("next").asLong()).isEqualTo(20);
  }

  private List<JsonNode> pages(String path) {
    var pages = new ArrayList<JsonNode>();
    var page = customers.get(path).json();
    pages.add(page);
    while (!page.path("next").isNull()) {
      page = customers.get(path + "&after=" + page.path("next").asLong()).json();
      pages.add(page);
    }
    return pages;
  }
}
