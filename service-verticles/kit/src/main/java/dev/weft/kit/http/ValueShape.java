package dev.weft.kit.http;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads the JSON value at which the parser stands into a Java value of one type. */
@FunctionalInterface
interface ValueShape {
  Object read(JsonParser parser) throws IOException;
}
