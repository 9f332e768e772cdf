/** Benchmarks: what the gateway costs per request, as a ratio to a bare handler in the same run. */
@NullMarked
package dev.weft.bench;

import org.jspecify.annotations.NullMarked;
