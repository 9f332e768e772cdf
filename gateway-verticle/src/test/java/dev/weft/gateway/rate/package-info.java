/** What rate limits promise. */
@NullMarked
package dev.weft.gateway.rate;

import org.jspecify.annotations.NullMarked;
