/**
 * How the gateway speaks to a service: headers, the event bus form of a request, and the call
 * token.
 */
@NullMarked
package dev.weft.node.call;

import org.jspecify.annotations.NullMarked;
