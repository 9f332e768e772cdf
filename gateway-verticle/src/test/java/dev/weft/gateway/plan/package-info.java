/** How addresses and paths are filled in. */
@NullMarked
package dev.weft.gateway.plan;

import org.jspecify.annotations.NullMarked;
