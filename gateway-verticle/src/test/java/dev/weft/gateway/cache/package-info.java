/** What is kept of answers. */
@NullMarked
package dev.weft.gateway.cache;

import org.jspecify.annotations.NullMarked;
