package dev.weft.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.foodmart.FoodMart;
import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ServiceTest(CustomersService.class)
class CustomersWriteTest {

  private static final String ADA =
      """
      {"firstName": "Ada", "lastName": "Lovelace", "address": "12 St James's Square",
       "city": "London", "stateProvince": "Westminster", "postalCode": "SW1Y",
       "country": "United Kingdom", "phone": "271-555-0001", "alternatePhone": "271-555-0002",
       "birthdate": "1985-12-10", "maritalStatus": "M", "yearlyIncome": "$150K +",
       "gender": "F", "totalChildren": 3, "childrenAtHome": 3,
       "education": "Graduate Degree", "memberCard": "Golden", "occupation": "Professional",
       "homeowner": true, "carsOwned": 0}
      """;

  private final RunningService customers;

  CustomersWriteTest(RunningService customers) {
    this.customers = customers;
  }

  @Test
  void theFirstLoadTellsOfEveryCustomerOnce() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> customers.heard(CustomerRegistered.class).size() >= FoodMart.CUSTOMERS);
    var told = customers.heard(CustomerRegistered.class);
    var ids = new HashSet<Long>();
    told.forEach(customer -> ids.add(customer.customerId()));
    assertThat(ids).hasSameSizeAs(told);
    assertThat(told).contains(new CustomerRegistered(1, "Sheri Nowmer", "$30K - $50K", "Bronze"));
  }

  @Test
  void aNewCustomerIsStoredAndToldOf() {
    var reply = customers.post("/customers", ADA);
    assertThat(reply.status()).isEqualTo(201);
    long id = reply.json().path("id").asLong();
    assertThat(id).isGreaterThan(FoodMart.CUSTOMERS);
    assertThat(reply.location()).hasValue("/customers/" + id);
    assertThat(reply.json().path("fullName").asText()).isEqualTo("Ada Lovelace");
    assertThat(customers.get("/customers/" + id).body()).isEqualTo(reply.body());
    await()
        .untilAsserted(
            () ->
                assertThat(customers.heard(CustomerRegistered.class))
                    .contains(new CustomerRegistered(id, "Ada Lovelace", "$150K +", "Golden")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"Ada\"         | \"\"           | 422 | bad-text   | /firstName",
        "\"Ada\"         | \"A\\u0007a\"  | 422 | bad-text   | /firstName",
        "\"Golden\"      | \"Diamond\"    | 422 | bad-choice | /memberCard",
        "\"$150K +\"     | \"a lot\"      | 422 | bad-choice | /yearlyIncome",
        "\"1985-12-10\"  | \"2985-12-10\" | 422 | bad-date   | /birthdate",
        "\"carsOwned\": 0 | \"carsOwned\": -1 | 422 | bad-count | /carsOwned",
      })
  void whatMakesNoSenseIsRefused(String good, String bad, int status, String code, String pointer) {
    var before = customers.number("select count(*) from customer");
    var reply = customers.post("/customers", ADA.replace(good, bad));
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.pointer()).isEqualTo(pointer);
    assertThat(customers.number("select count(*) from customer")).isGreaterThanOrEqualTo(before);
    assertThat(customers.number("select count(*) from customer where first_name in ('', 'Aa')"))
        .isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"homeowner\": true | \"homeowner\": \"yes\" | /homeowner",
        "\"homeowner\": true, | '' | /homeowner",
        "\"homeowner\": true | \"homeowner\": true, \"id\": 7 | /id",
        "\"1985-12-10\" | \"last year\" | /birthdate",
      })
  void whatIsNotACustomerAtAllIsABadRequest(String good, String bad, String pointer) {
    var reply = customers.post("/customers", ADA.replace(good, bad));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.pointer()).isEqualTo(pointer);
  }
}
