/**
 * A PostgreSQL server and an AMQP broker that belong to one JVM: their data stays in a directory,
 * their port is on loopback, and they stop with their owner.
 */
@NullMarked
package dev.weft.stack.embedded;

import org.jspecify.annotations.NullMarked;
