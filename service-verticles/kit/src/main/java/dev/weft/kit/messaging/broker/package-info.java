/** The port to a message broker: what relay and consumers ask of it, and nothing more. */
@NullMarked
package dev.weft.kit.messaging.broker;

import org.jspecify.annotations.NullMarked;
