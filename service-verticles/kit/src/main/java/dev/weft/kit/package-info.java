/** What a service team writes against: endpoints, transactions, messages, first load, start. */
@NullMarked
package dev.weft.kit;

import org.jspecify.annotations.NullMarked;
