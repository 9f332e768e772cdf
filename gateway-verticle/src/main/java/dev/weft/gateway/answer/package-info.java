/** Puts parts together to one answer, by splicing ranges of their bytes. Pure: no I/O, no state. */
@NullMarked
package dev.weft.gateway.answer;

import org.jspecify.annotations.NullMarked;
