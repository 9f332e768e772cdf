package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kit.Service;
import dev.weft.testkit.brokerfiles.BrokerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** conf/broker is what the services declare; {@code -Dweft.broker.files=write} makes it so. */
final class BrokerFilesTest {

  private static final Path CONF = Path.of("../../conf/broker");

  @Test
  void brokersAreConfiguredAsTheServicesDeclare() {
    BrokerFiles.of(FoodMartServices.all()).check(CONF);
  }

  @Test
  void aServiceThatIsNotInTheFilesIsTold(@TempDir Path directory) throws IOException {
    for (var name : List.of("broker.xml", "rabbitmq-definitions.json")) {
      Files.copy(CONF.resolve(name), directory.resolve(name));
    }
    List<Service> fewer =
        FoodMartServices.all().stream().filter(service -> !service.name().equals("stock")).toList();

    assertThatThrownBy(() -> BrokerFiles.of(fewer).check(directory))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("broker.xml is not what the services declare")
        .hasMessageContaining("-Dweft.broker.files=write");
    assertThat(directory.resolve("broker.xml")).hasSameTextualContentAs(CONF.resolve("broker.xml"));
  }
}
