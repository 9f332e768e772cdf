package dev.weft.foodmart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class JsonLinesTest {

  @Test
  void aFileThatIsNotThereIsToldByName() {
    assertThatThrownBy(() -> JsonLines.read("sales_fact_2042.json", SaleRow.class))
        .hasMessage("sales_fact_2042.json of the FoodMart data set is not on the class path");
  }

  @Test
  void aStreamMayBeLeftBeforeItsEnd() {
    var rows = JsonLines.read("customer.json", CustomerRow.class);
    assertThat(rows.limit(3)).hasSize(3);
    rows.close();
  }
}
