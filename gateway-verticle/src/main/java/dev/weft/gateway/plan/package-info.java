/**
 * What a route compiles to: immutable, with every name resolved to a position, so that a request
 * looks nothing up. A plan makes no calls; it says which are to be made, after which others, and
 * what the answer looks like.
 */
@NullMarked
package dev.weft.gateway.plan;

import org.jspecify.annotations.NullMarked;
