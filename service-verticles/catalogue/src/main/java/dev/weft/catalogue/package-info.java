/** The catalogue service: FoodMart's products with their prices, and its stores. */
@NullMarked
package dev.weft.catalogue;

import org.jspecify.annotations.NullMarked;
