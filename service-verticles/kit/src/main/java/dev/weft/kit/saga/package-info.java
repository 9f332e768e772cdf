/**
 * Long-running processes: a small state machine whose state is a row, moved by messages. A service
 * declares a {@link dev.weft.kit.saga.Saga} and starts it inside of its transactions.
 */
@NullMarked
package dev.weft.kit.saga;

import org.jspecify.annotations.NullMarked;
