@NullMarked
package dev.weft.kit.messaging.keys;

import org.jspecify.annotations.NullMarked;
