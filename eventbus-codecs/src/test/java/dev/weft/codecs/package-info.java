/** Tests of the message forms. */
@NullMarked
package dev.weft.codecs;

import org.jspecify.annotations.NullMarked;
