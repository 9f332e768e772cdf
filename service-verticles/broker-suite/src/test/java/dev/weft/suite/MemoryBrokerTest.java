package dev.weft.suite;

import dev.weft.kit.messaging.broker.BrokerContract;
import dev.weft.kit.messaging.broker.BrokerUnderTest;

/** The test kit's broker keeps what the real ones keep. */
final class MemoryBrokerTest extends BrokerContract {

  private final MemoryUnderTest memory = new MemoryUnderTest();

  @Override
  protected BrokerUnderTest server() {
    return memory;
  }
}
