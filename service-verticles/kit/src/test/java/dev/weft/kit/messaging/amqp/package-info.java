/** Tests against a real broker and a real database. */
@NullMarked
package dev.weft.kit.messaging.amqp;

import org.jspecify.annotations.NullMarked;
