/**
 * The stock service: what every store has of every product, and what of it is promised to orders.
 */
@NullMarked
package dev.weft.stock;

import org.jspecify.annotations.NullMarked;
