/**
 * Reads the YAML of routes and compiles it to plans. Everything that can be wrong with a route is
 * found here, all of it at once, and told with its place.
 */
@NullMarked
package dev.weft.gateway.route;

import org.jspecify.annotations.NullMarked;
