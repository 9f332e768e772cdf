package dev.weft.suite;

import dev.weft.kit.messaging.TestBroker;
import dev.weft.kit.messaging.broker.BrokerUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class ArtemisSuiteTest extends BrokerSuite {

  @TempDir static Path directory;
  private static TestBroker artemis;

  @BeforeAll
  static void startBroker() {
    artemis = TestBroker.open(directory);
  }

  @AfterAll
  static void stopBroker() {
    artemis.close();
  }

  @Override
  BrokerUnderTest server() {
    return artemis;
  }

  @Override
  String outsideUrl() {
    return "amqp://127.0.0.1:" + artemis.port();
  }
}
