/**
 * What a message is and how it becomes bytes: declared record types, the CloudEvents envelope, the
 * wire forms JSON and CBOR, older versions and encrypted fields, the Vert.x event bus codec and the
 * AMQP 1.0 binding. No I/O.
 */
@NullMarked
package dev.weft.codecs;

import org.jspecify.annotations.NullMarked;
