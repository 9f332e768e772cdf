package dev.weft.kit.messaging.inbox;

/**
 * What has become of all messages that ever came in on a subscription. Those that are at the broker
 * still are in none of these numbers; every other one is in exactly one.
 *
 * @param subscription its name, or {@code outbox} for what could not be published
 * @param consumed whose effect has committed
 * @param held that wait for another attempt, or behind one that does
 * @param dead that wait for somebody to look at them
 * @param discarded that somebody has given up
 */
public record SubscriptionCounts(
    String subscription, long consumed, long held, long dead, long discarded) {}
