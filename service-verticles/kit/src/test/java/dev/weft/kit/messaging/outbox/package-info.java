/** Tests against a real broker and a real database. */
@NullMarked
package dev.weft.kit.messaging.outbox;

import org.jspecify.annotations.NullMarked;
