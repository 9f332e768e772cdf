@NullMarked
package dev.weft.kit.messaging.types;

import org.jspecify.annotations.NullMarked;
