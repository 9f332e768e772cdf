package dev.weft.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {

  private static final List<String> VALID = List.of("port", "host", "pool-size", "call-token");

  @Test
  void theNameWithTheFewestDifferencesIsNearest() {
    assertThat(Nearest.of("prot", VALID)).isEqualTo("port");
    assertThat(Nearest.of("hosts", VALID)).isEqualTo("host");
    assertThat(Nearest.of("call-tokn", VALID)).isEqualTo("call-token");
  }

  @Test
  void anotherWayOfWritingIsNoDifference() {
    assertThat(Nearest.of("poolSize", VALID)).isEqualTo("pool-size");
    assertThat(Nearest.of("POOL_SIZE", VALID)).isEqualTo("pool-size");
  }

  @Test
  void whatIsFarFromAllHasNoNearest() {
    assertThat(Nearest.of("colour", VALID)).isNull();
    assertThat(Nearest.of("x", List.of())).isNull();
    assertThat(Nearest.of("", VALID)).isNull();
  }
}
