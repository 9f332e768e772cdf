/** A service that breaks a law, for the test of the law itself. */
@NullMarked
package dev.weft.stack.architecture.offenders.neighbour;

import org.jspecify.annotations.NullMarked;
