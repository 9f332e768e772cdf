/** Tests of messages for later. */
@NullMarked
package dev.weft.kit.messaging.schedule;

import org.jspecify.annotations.NullMarked;
