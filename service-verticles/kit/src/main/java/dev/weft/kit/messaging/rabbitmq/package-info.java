/** The broker port for RabbitMQ, over its AMQP 1.0. */
@NullMarked
package dev.weft.kit.messaging.rabbitmq;

import org.jspecify.annotations.NullMarked;
