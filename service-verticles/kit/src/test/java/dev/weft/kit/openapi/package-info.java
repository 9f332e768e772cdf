/** Tests of what a service publishes about itself. */
@NullMarked
package dev.weft.kit.openapi;

import org.jspecify.annotations.NullMarked;
