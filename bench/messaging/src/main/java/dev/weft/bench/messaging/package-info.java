/** Measures the outbox beside the ceilings of the same run. */
@NullMarked
package dev.weft.bench.messaging;

import org.jspecify.annotations.NullMarked;
