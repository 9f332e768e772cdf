/** Proves composed answers against the raw FoodMart files, joined here without any code of Weft. */
@NullMarked
package dev.weft.stack.oracle;

import org.jspecify.annotations.NullMarked;
