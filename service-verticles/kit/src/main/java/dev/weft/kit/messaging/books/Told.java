package dev.weft.kit.messaging.books;

/**
 * What a publisher has told of a type.
 *
 * @param source the CloudEvents source of its messages
 * @param waiting in its outbox
 * @param replayed how many it has ever sent again to the service that asks
 */
record Told(String source, long published, long waiting, long replayed) {}
