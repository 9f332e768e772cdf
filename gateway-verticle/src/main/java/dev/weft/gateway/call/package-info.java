/**
 * Calls: a function from request to result, with decorators around it that are stacked in {@link
 * dev.weft.gateway.call.CallFactory}. What goes wrong is a value, never an exception. Everything
 * here belongs to one event loop, but for what guards and keeps.
 */
@NullMarked
package dev.weft.gateway.call;

import org.jspecify.annotations.NullMarked;
