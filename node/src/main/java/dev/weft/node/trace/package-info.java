/** The W3C trace context of a request, carried on the Vert.x context into every log line. */
@NullMarked
package dev.weft.node.trace;

import org.jspecify.annotations.NullMarked;
