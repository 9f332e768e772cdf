/** The whole path, from a client's request to the rows behind the broker, with every part real. */
@NullMarked
package dev.weft.stack.path;

import org.jspecify.annotations.NullMarked;
