package dev.weft.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testkit.RunningService;
import dev.weft.testkit.ServiceTest;
import org.junit.jupiter.api.Test;

@ServiceTest(CatalogueService.class)
final class ContractTest {

  private final RunningService catalogue;

  ContractTest(RunningService catalogue) {
    this.catalogue = catalogue;
  }

  @Test
  void publishesAnOpenApi31DocumentThatItsAnswersKeepTo() {
    var contract = catalogue.contract();

    contract.checkAnswer("get /products/{id}", catalogue.get("/products/1"));
    contract.checkAnswer("get /products", catalogue.get("/products?limit=100"));
    contract.checkAnswer("get /products", catalogue.get("/products?ids=1,2,3"));
    contract.checkAnswer("get /stores", catalogue.get("/stores"));
    contract.checkAnswer("get /stores/{id}", catalogue.get("/stores/0"));
    assertThat(contract.at("/paths/~1products/post")).isNotNull();
    assertThat(contract.at("/paths/~1products~1{id}~1price/put")).isNotNull();
  }
}
