/**
 * Reads the FoodMart data set, the rows of one company's monolith database, from the class path.
 * The services take their share of it on their first start.
 */
@NullMarked
package dev.weft.foodmart;

import org.jspecify.annotations.NullMarked;
