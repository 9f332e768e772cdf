/**
 * JSON as bytes: checked in one pass, cut and put together by byte ranges, never decoded into a
 * tree. Numbers keep their digits because nothing here ever reads them.
 */
@NullMarked
package dev.weft.gateway.json;

import org.jspecify.annotations.NullMarked;
