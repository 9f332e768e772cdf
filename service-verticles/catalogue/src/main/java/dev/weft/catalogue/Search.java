package dev.weft.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What products are looked for.
 *
 * @param category the whole category, upper and lower case alike; null for any
 * @param name a part of the name, upper and lower case alike; null for any
 * @param after only products with a higher id
 */
record Search(@Nullable String category, @Nullable String name, long after) {}
