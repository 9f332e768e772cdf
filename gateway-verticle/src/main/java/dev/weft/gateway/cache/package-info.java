/**
 * What HTTP says of keeping answers (RFC 9111): how long a part is fresh, who may share it, and the
 * store that keeps parts of one service for all event loops.
 */
@NullMarked
package dev.weft.gateway.cache;

import org.jspecify.annotations.NullMarked;
