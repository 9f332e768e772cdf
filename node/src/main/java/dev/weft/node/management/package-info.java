/** The management port: health, metrics and information about a process. */
@NullMarked
package dev.weft.node.management;

import org.jspecify.annotations.NullMarked;
