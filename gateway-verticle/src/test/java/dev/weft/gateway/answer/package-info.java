/** What answers look like. */
@NullMarked
package dev.weft.gateway.answer;

import org.jspecify.annotations.NullMarked;
