/**
 * The orders service: what customers bought and buy. It takes an order from its own copy of
 * products and customers, and follows it through stock and payments by their messages.
 */
@NullMarked
package dev.weft.orders;

import org.jspecify.annotations.NullMarked;
