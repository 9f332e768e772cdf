/** Content codings: how bodies are compressed on their way (RFC 9110, 8.4). */
@NullMarked
package dev.weft.gateway.coding;

import org.jspecify.annotations.NullMarked;
