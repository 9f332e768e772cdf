/** A broker in memory that treats messages as the real ones do, for tests that need no server. */
@NullMarked
package dev.weft.testkit.memory;

import org.jspecify.annotations.NullMarked;
