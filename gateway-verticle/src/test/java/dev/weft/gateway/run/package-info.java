/** How a plan runs. */
@NullMarked
package dev.weft.gateway.run;

import org.jspecify.annotations.NullMarked;
