/** The customers service: who buys at FoodMart. It tells of every customer there is, once. */
@NullMarked
package dev.weft.customers;

import org.jspecify.annotations.NullMarked;
