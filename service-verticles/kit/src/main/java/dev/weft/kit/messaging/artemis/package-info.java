/** The broker port for Apache Artemis, over AMQP 1.0. */
@NullMarked
package dev.weft.kit.messaging.artemis;

import org.jspecify.annotations.NullMarked;
