/** Tests against a real broker and a real database. */
@NullMarked
package dev.weft.kit.messaging.broker;

import org.jspecify.annotations.NullMarked;
