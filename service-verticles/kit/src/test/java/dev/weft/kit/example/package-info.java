/** The service that the guide for service teams is about. */
@NullMarked
package dev.weft.kit.example;

import org.jspecify.annotations.NullMarked;
