package dev.weft.suite;

import dev.weft.kit.messaging.amqp.Dialect;
import dev.weft.kit.messaging.broker.BrokerUnderTest;
import dev.weft.kit.messaging.rabbitmq.DefinedQueues;
import dev.weft.kit.messaging.rabbitmq.RabbitMq;
import dev.weft.kit.messaging.rabbitmq.RabbitNode;
import org.junit.jupiter.api.BeforeAll;

final class RabbitMqSuiteTest extends BrokerSuite {

  private static RabbitNode node;

  @BeforeAll
  static void startBroker() {
    node = RabbitNode.shared();
  }

  @Override
  BrokerUnderTest server() {
    return node;
  }

  @Override
  String outsideUrl() {
    return node.url();
  }

  @Override
  Dialect dialect() {
    return new RabbitMq(RabbitMq.Addresses.V1, new DefinedQueues());
  }
}
