/** The keys to encrypted fields of messages: one and more for each subject, kept in PostgreSQL. */
@NullMarked
package dev.weft.kit.messaging.keys;

import org.jspecify.annotations.NullMarked;
