/** Tests of messaging against a real broker and a real database. */
@NullMarked
package dev.weft.kit.messaging;

import org.jspecify.annotations.NullMarked;
