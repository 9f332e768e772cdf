/** Endpoints over HTTP and over the event bus: one dispatcher behind two transports. */
@NullMarked
package dev.weft.kit.http;

import org.jspecify.annotations.NullMarked;
