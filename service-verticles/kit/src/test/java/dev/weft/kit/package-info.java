/** Tests of the service kit with a real database, real HTTP and a real event bus. */
@NullMarked
package dev.weft.kit;

import org.jspecify.annotations.NullMarked;
