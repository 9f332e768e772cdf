/**
 * What a message is and how it becomes bytes: declared record types, the CloudEvents envelope, the
 * JSON wire form, the Vert.x event bus codec and the AMQP 1.0 binding. No I/O.
 */
@NullMarked
package dev.weft.codecs;

import org.jspecify.annotations.NullMarked;
