/** Messages for later: they wait in PostgreSQL, so that every broker behaves alike. */
@NullMarked
package dev.weft.kit.messaging.schedule;

import org.jspecify.annotations.NullMarked;
