/**
 * What gateway and services share about HTTP: finding a path, refusing dangerous ones, telling
 * problems.
 */
@NullMarked
package dev.weft.node.http;

import org.jspecify.annotations.NullMarked;
