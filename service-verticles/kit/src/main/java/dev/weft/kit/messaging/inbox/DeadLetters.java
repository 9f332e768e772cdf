package dev.weft.kit.messaging.inbox;

import dev.weft.kit.Transaction;

/** Messages that a subscription has given up on, with all that is needed to try again. */
final class DeadLetters {

  private static final String ADD =
      """
      INSERT INTO weft_dead_letter (subscription, source, message_id, named, type, version, key,
             payload, content_type, properties, reason, stack_digest, attempts, trace_id, holds)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
      ON CONFLICT DO NOTHING\
      """;

  private DeadLetters() {}

  /** Makes a dead letter of a message that has just arrived and is entered in the inbox. */
  static void add(Transaction transaction, Arrival arrival, Failure failure, int attempts) {
    var read = arrival.read();
    var content = arrival.content();
    var holds = arrival.subscriber().handling().holdsSuccessors();
    if (holds) {
      Held.hold(transaction, arrival);
    }
    transaction.queue(
        ADD,
        arrival.subscription(),
        read.source(),
        read.id(),
        read.named(),
        arrival.type(),
        arrival.version(),
        read.key(),
        content.body(),
        StoredContent.storable(content.contentType()),
        StoredContent.properties(content),
        failure.reason(),
        failure.stackDigest(),
        attempts,
        read.trace().traceId(),
        holds);
    if (holds) {
      Held.release(transaction, arrival);
    }
  }
}
