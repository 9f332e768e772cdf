/**
 * The form of message types over time: the schema of each version is kept as a file, and what
 * services declare is held against it.
 */
@NullMarked
package dev.weft.kit.messaging.types;

import org.jspecify.annotations.NullMarked;
