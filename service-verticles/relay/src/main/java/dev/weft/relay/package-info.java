/**
 * A relay as a process of its own, beside any PostgreSQL that has the outbox: so a service in any
 * language takes part with an INSERT.
 */
@NullMarked
package dev.weft.relay;

import org.jspecify.annotations.NullMarked;
