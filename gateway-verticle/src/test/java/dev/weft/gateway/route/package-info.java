/** What is told of a route that is wrong, and what becomes of one that is right. */
@NullMarked
package dev.weft.gateway.route;

import org.jspecify.annotations.NullMarked;
