@NullMarked
package dev.weft.gateway.coding;

import org.jspecify.annotations.NullMarked;
