/** The gateway: a route is compiled to a plan, a plan makes calls, and their answers become one. */
@NullMarked
package dev.weft.gateway;

import org.jspecify.annotations.NullMarked;
