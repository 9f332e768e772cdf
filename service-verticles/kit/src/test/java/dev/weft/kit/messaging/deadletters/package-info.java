@NullMarked
package dev.weft.kit.messaging.deadletters;

import org.jspecify.annotations.NullMarked;
