/** What the gateway promises, shown on real sockets. */
@NullMarked
package dev.weft.gateway;

import org.jspecify.annotations.NullMarked;
