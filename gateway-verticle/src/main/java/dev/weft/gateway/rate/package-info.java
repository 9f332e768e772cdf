/** How much one client may ask for: counted here, and told to the gateways of the cluster. */
@NullMarked
package dev.weft.gateway.rate;

import org.jspecify.annotations.NullMarked;
