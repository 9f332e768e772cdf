package dev.weft.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import org.junit.jupiter.api.Test;

@ServiceTest(StockService.class)
final class ContractTest {

  private final RunningService stock;

  ContractTest(RunningService stock) {
    this.stock = stock;
  }

  @Test
  void publishesAnOpenApi31DocumentThatItsAnswersKeepTo() {
    var contract = stock.contract();

    contract.checkAnswer("get /stock", stock.get("/stock?product=1"));
    assertThat(contract.at("/paths/~1reservations/get")).isNotNull();
  }
}
