package dev.weft.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import org.junit.jupiter.api.Test;

@ServiceTest(OrdersService.class)
final class ContractTest {

  private final RunningService orders;

  ContractTest(RunningService orders) {
    this.orders = orders;
  }

  @Test
  void publishesAnOpenApi31DocumentThatItsAnswersKeepTo() {
    var contract = orders.contract();

    contract.checkAnswer("get /orders/{id}", orders.get("/orders/1"));
    contract.checkAnswer("get /orders", orders.get("/orders?customer=3"));
    assertThat(contract.at("/paths/~1orders/post")).isNotNull();
  }
}
