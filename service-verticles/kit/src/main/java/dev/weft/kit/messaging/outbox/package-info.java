/**
 * From a transaction to the broker: messages are written with the state they tell of, and a relay
 * sends what has committed.
 */
@NullMarked
package dev.weft.kit.messaging.outbox;

import org.jspecify.annotations.NullMarked;
