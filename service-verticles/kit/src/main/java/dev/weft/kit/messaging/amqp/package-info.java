/** What all adapters to AMQP 1.0 brokers share: connection, links, credit, outcomes. */
@NullMarked
package dev.weft.kit.messaging.amqp;

import org.jspecify.annotations.NullMarked;
