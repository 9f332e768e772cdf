package dev.weft.gateway.plan;

import java.util.List;

/**
 * JSON with places for parts in it: the answer of a route, or the body of its write. Immutable.
 *
 * @param pieces text and places in the order in which they are written
 */
public record Template(List<Piece> pieces) {
  /** The place of the request's own body, where a call's position would stand. */
  public static final int REQUEST_BODY = -1;

  public Template {
    pieces = List.copyOf(pieces);
  }

  /** What a template consists of. */
  public sealed interface Piece permits Text, Place {}

  /** Bytes that are written as they are; not to be changed. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, shared for speed
  public record Text(byte[] utf8) implements Piece {}

  /** The place of a call's part, or of a value inside it. */
  public record Place(int call, JsonPath path) implements Piece {}
}
