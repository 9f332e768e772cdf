@NullMarked
package dev.weft.suite;

import org.jspecify.annotations.NullMarked;
