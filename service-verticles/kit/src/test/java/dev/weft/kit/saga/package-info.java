@NullMarked
package dev.weft.kit.saga;

import org.jspecify.annotations.NullMarked;
