/**
 * Messages between services: what a service emits gets to the broker, what it subscribes to gets to
 * its handlers.
 */
@NullMarked
package dev.weft.kit.messaging;

import org.jspecify.annotations.NullMarked;
