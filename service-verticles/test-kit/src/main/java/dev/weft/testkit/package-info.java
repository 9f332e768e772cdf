/**
 * Runs one service against a real PostgreSQL and a real broker, and plays all that is around it:
 * the gateway that calls it and the services whose messages it hears. For tests only.
 */
@NullMarked
package dev.weft.testkit;

import org.jspecify.annotations.NullMarked;
