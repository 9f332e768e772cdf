/** JSON Schemas (2020-12) of Java types: for requests, answers and messages. */
@NullMarked
package dev.weft.kit.schema;

import org.jspecify.annotations.NullMarked;
