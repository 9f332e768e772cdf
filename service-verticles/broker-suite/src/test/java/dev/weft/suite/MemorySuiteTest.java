package dev.weft.suite;

import dev.weft.kit.messaging.broker.BrokerUnderTest;

final class MemorySuiteTest extends BrokerSuite {

  private final MemoryUnderTest memory = new MemoryUnderTest();

  @Override
  BrokerUnderTest server() {
    return memory;
  }
}
