/**
 * From the broker to a handler's transaction: order within a key, effects once, retries, dead
 * letters.
 */
@NullMarked
package dev.weft.kit.messaging.inbox;

import org.jspecify.annotations.NullMarked;
