package dev.weft.kit.messaging.outbox;

import java.security.SecureRandom;
import java.util.UUID;

/**
 * Identifiers of messages: UUID version 7 (RFC 9562), so that neighbours in time are neighbours in
 * the readers' indexes. Not taken from a sequence: one that is restored from a backup would give
 * old identifiers to new messages, and readers would leave those out.
 */
final class MessageIds {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private MessageIds() {}

  static UUID next() {
    var high = (System.currentTimeMillis() << 16) | VERSION_7 | RANDOM.nextInt(1 << 12);
    var low = (RANDOM.nextLong() >>> 2) | VARIANT;
    return new UUID(high, low);
  }
}
