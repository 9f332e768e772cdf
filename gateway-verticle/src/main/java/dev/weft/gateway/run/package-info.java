/**
 * Runs plans: makes their calls in order, decides what their results mean for the whole, and has
 * the answer put together.
 */
@NullMarked
package dev.weft.gateway.run;

import org.jspecify.annotations.NullMarked;
