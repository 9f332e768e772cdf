/** Holds the code against the arrows and laws of the architecture. */
@NullMarked
package dev.weft.stack.architecture;

import org.jspecify.annotations.NullMarked;
