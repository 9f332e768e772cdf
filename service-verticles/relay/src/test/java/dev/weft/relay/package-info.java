/** Tests against a real broker and a real database, one of them with a process of its own. */
@NullMarked
package dev.weft.relay;

import org.jspecify.annotations.NullMarked;
