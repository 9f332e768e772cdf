/**
 * The command line tool and the local stack: gateway, services, PostgreSQL and broker in one JVM,
 * with everything they keep under {@code .weft/}.
 */
@NullMarked
package dev.weft.stack;

import org.jspecify.annotations.NullMarked;
