package dev.weft.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import org.junit.jupiter.api.Test;

@ServiceTest(CustomersService.class)
final class ContractTest {

  private final RunningService customers;

  ContractTest(RunningService customers) {
    this.customers = customers;
  }

  @Test
  void publishesAnOpenApi31DocumentThatItsAnswersKeepTo() {
    var contract = customers.contract();

    contract.checkAnswer("get /customers/{id}", customers.get("/customers/1"));
    contract.checkAnswer("get /customers", customers.get("/customers?limit=100"));
    assertThat(contract.at("/paths/~1customers/post")).isNotNull();
  }
}
