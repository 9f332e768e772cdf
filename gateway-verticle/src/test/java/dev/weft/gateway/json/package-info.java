/** What the JSON core promises, with Jackson as the oracle. */
@NullMarked
package dev.weft.gateway.json;

import org.jspecify.annotations.NullMarked;
