/** Gateways and services as processes of their own, from their fat jars, over several failures. */
@NullMarked
package dev.weft.stack.processes;

import org.jspecify.annotations.NullMarked;
