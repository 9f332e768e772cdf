/** Tests of the service kit with a real database, real HTTP and a real event bus. */
@NullMarked
package dev.weft.kit.http;

import org.jspecify.annotations.NullMarked;
