@NullMarked
package dev.weft.kit.messaging.books;

import org.jspecify.annotations.NullMarked;
