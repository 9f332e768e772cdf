/** Messages that were sent are kept for a while, and sent again to a subscription that asks. */
@NullMarked
package dev.weft.kit.messaging.replay;

import org.jspecify.annotations.NullMarked;
