package dev.weft.foodmart;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {

  private record Pair(int id, String name) {}

  @Test
  void rowsBecomeOneTypedArrayForEachColumn() {
    var columns =
        Columns.of(List.of(new Pair(1, "a"), new Pair(2, "b")))
            .ints(Pair::id)
            .texts(Pair::name)
            .decimals(pair -> new BigDecimal(pair.id() + ".50"))
            .arrays();
    assertThat(columns)
        .containsExactly(
            new Integer[] {1, 2},
            new String[] {"a", "b"},
            new BigDecimal[] {new BigDecimal("1.50"), new BigDecimal("2.50")});
  }

  @Test
  void missingValuesStayMissing() {
    var columns = Columns.of(List.of(new Pair(1, "a"))).texts(_ -> null).arrays();
    assertThat(columns).containsExactly((Object) new String[] {null});
  }
}
