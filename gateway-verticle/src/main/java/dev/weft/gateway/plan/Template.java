package dev.weft.gateway.plan;

import dev.weft.gateway.json.JsonName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * JSON with places for parts in it: the answer of a route, or the body of a call. Immutable.
 *
 * @param pieces text and places in the order in which they are written
 */
public record Template(List<Piece> pieces) {
  /** The place of the request's own body, where a call's position would stand. */
  public static final int REQUEST_BODY = -1;

  /** The place of the caller's claims, where a call's position would stand. */
  public static final int CLAIMS = -2;

  /** What stands for a value that is not there, when nothing else is said. */
  public static final Text NULL = Text.of("null");

  public Template {
    pieces = List.copyOf(pieces);
  }

  /** What is wanted of the part at a place. */
  public enum Use {
    VALUE,
    FIELDS,
    ITEMS
  }

  /** Hands over every place, those inside of objects too. */
  public void forEachPlace(BiConsumer<Place, Use> found) {
    for (var piece : pieces) {
      switch (piece) {
        case Place place -> found.accept(place, Use.VALUE);
        case Merged merged -> merged.members().forEach(member -> places(member, found));
        case Concatenated all -> all.places().forEach(place -> found.accept(place, Use.ITEMS));
        case Text _, RequestText _ -> {}
      }
    }
  }

  /** Hands over every reference to the request, those inside of objects too. */
  public void forEachReference(Consumer<Reference> found) {
    for (var piece : pieces) {
      switch (piece) {
        case RequestText text -> found.accept(text.reference());
        case Merged merged -> {
          for (var member : merged.members()) {
            if (member instanceof Field field) {
              field.value().forEachReference(found);
            }
          }
        }
        case Text _, Place _, Concatenated _ -> {}
      }
    }
  }

  /** At how many places a call's part stands, or something in it. */
  int placesOf(int call) {
    var count = new int[1];
    forEachPlace((place, _) -> count[0] += place.call() == call ? 1 : 0);
    return count[0];
  }

  private static void places(Member member, BiConsumer<Place, Use> found) {
    switch (member) {
      case Field field -> field.value().forEachPlace(found);
      case Spread spread -> found.accept(spread.place(), Use.FIELDS);
    }
  }

  /** What a template consists of. */
  public sealed interface Piece permits Text, Place, RequestText, Merged, Concatenated {}

  /** Bytes that are written as they are; not to be changed. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, shared for speed
  public record Text(byte[] utf8) implements Piece {
    public static Text of(String json) {
      return new Text(json.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * The place of a call's part, or of a value inside it.
   *
   * @param otherwise what stands there when there is no value
   */
  public record Place(int call, JsonPath path, Text otherwise) implements Piece {}

  /** A text out of the request, such as a query parameter. */
  public record RequestText(Reference reference, Text otherwise) implements Piece {}

  /**
   * An object into which others are merged. A field that the route names goes before one that is
   * merged, and of two merged ones the first counts, so that no name stands twice.
   */
  public record Merged(List<Member> members) implements Piece {
    public Merged {
      members = List.copyOf(members);
    }
  }

  /** An array of all items of others; what is no array is an item itself, null is none. */
  public record Concatenated(List<Place> places) implements Piece {
    public Concatenated {
      places = List.copyOf(places);
    }
  }

  /** What an object consists of into which others are merged. */
  public sealed interface Member permits Field, Spread {}

  /** A field that the route names. */
  public record Field(JsonName name, Template value) implements Member {}

  /** All fields of an object. */
  public record Spread(Place place) implements Member {}
}
