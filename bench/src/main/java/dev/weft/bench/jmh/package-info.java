/** The gateway's inner loops alone, with JMH: {@code bench/jmh}. */
@NullMarked
package dev.weft.bench.jmh;

import org.jspecify.annotations.NullMarked;
