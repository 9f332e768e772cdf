/** The OpenAPI document of a service, made from what it declares. */
@NullMarked
package dev.weft.kit.openapi;

import org.jspecify.annotations.NullMarked;
