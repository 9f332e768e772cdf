package dev.weft.kit.messaging.outbox;

/**
 * What a relay sends and how.
 *
 * @param source the CloudEvents source of all its messages, such as {@code /orders}
 * @param observer is told what became of messages
 */
public record RelayWork(String source, RelaySettings settings, RelayObserver observer) {}
