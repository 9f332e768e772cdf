/** Tests against a real broker and a real database. */
@NullMarked
package dev.weft.kit.messaging.inbox;

import org.jspecify.annotations.NullMarked;
