/**
 * Where clients are: takes requests in, finds their route, writes answers and problems, and notes
 * what happened.
 */
@NullMarked
package dev.weft.gateway.edge;

import org.jspecify.annotations.NullMarked;
