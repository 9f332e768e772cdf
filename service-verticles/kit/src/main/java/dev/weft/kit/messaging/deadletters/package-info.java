/** What operators do with dead letters: look at them, try them again, give them up. */
@NullMarked
package dev.weft.kit.messaging.deadletters;

import org.jspecify.annotations.NullMarked;
