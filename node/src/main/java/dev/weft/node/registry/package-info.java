/** Who serves what, and where: every process keeps a local copy. */
@NullMarked
package dev.weft.node.registry;

import org.jspecify.annotations.NullMarked;
