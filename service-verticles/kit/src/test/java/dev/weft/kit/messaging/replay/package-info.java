/** Tests of kept messages and of sending them again. */
@NullMarked
package dev.weft.kit.messaging.replay;

import org.jspecify.annotations.NullMarked;
