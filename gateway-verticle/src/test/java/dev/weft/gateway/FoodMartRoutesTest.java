package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.PlanDrawing;
import dev.weft.gateway.plan.Route;
import dev.weft.node.config.ConfigReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The configuration that is shipped. */
final class FoodMartRoutesTest {
  private static GatewayCheck.Result load(String file) {
    var config =
        ConfigReader.read(
            Path.of("..").resolve(file), GatewayConfig.class, Map.of(), new Properties());
    return GatewayCheck.of(config);
  }

  @Test
  void hasNoMistakesAndNoDoubts() {
    for (var file : new String[] {"conf/gateway.yaml", "bench/yard/gateway.yaml"}) {
      var result = load(file);
      assertThat(result.mistakes()).isEmpty();
      assertThat(result.warnings()).isEmpty();
      assertThat(result.routes())
          .isNotEmpty()
          .allSatisfy(route -> assertThat(route.summary()).isNotBlank());
    }
  }

  @Test
  void asksInParallelWhateverDoesNotNeedAnother() {
    assertThat(drawing("GET /customers/{id}/overview"))
        .isEqualTo("parallel[customer, orders, account] -> products");
    assertThat(drawing("GET /orders/{id}"))
        .isEqualTo("parallel[order, payment, reservation] -> parallel[customer, products]");
  }

  private static String drawing(String name) {
    for (Route route : load("conf/gateway.yaml").routes()) {
      if (route instanceof Plan plan && route.name().equals(name)) {
        return PlanDrawing.of(plan);
      }
    }
    throw new AssertionError("no route " + name);
  }
}
