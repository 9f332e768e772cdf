/** Strict configuration: YAML read into records, all mistakes told at once with their place. */
@NullMarked
package dev.weft.node.config;

import org.jspecify.annotations.NullMarked;
