/** Who calls: bearer tokens and API keys, and the keys to check them with. */
@NullMarked
package dev.weft.gateway.auth;

import org.jspecify.annotations.NullMarked;
