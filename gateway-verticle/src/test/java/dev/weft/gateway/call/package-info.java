/** How instances are chosen. */
@NullMarked
package dev.weft.gateway.call;

import org.jspecify.annotations.NullMarked;
