package dev.weft.gateway.answer;

import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.json.JsonText;
import dev.weft.gateway.json.Splice;
import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.Shape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of one part, changed where a shape says so. What stays is spliced, digits and
 * all.
 */
final class ShapeWriter {
  private static final byte[] OPEN_OBJECT = {'{'};
  private static final byte[] CLOSE_OBJECT = {'}'};
  private static final byte[] OPEN_ARRAY = {'['};
  private static final byte[] CLOSE_ARRAY = {']'};
  private static final byte[] COMMA = {','};

  private final Splice out;
  private final Parts parts;
  private final JsonTape tape;

  ShapeWriter(Splice out, Parts parts, JsonTape tape) {
    this.out = out;
    this.parts = parts;
    this.tape = tape;
  }

  void forEach(JsonPath path, IntConsumer found) {
    path.forEach(tape, 0, found);
  }

  void write(int token, @Nullable Shape shape) {
    if (shape == null) {
      splice(tape, token);
      return;
    }
    switch (tape.kind(token)) {
      case OBJECT -> object(token, shape);
      case ARRAY -> array(token, shape);
      default -> splice(tape, token);
    }
  }

  private void splice(JsonTape from, int token) {
    out.add(from.bytes(), from.start(token), from.end(token));
  }

  private void array(int token, Shape shape) {
    out.add(OPEN_ARRAY);
    int end = tape.next(token);
    for (int item = tape.first(token); item < end; item = tape.next(item)) {
      if (item > tape.first(token)) {
        out.add(COMMA);
      }
      write(item, shape);
    }
    out.add(CLOSE_ARRAY);
  }

  private void object(int token, Shape shape) {
    out.add(OPEN_OBJECT);
    boolean any = false;
    int end = tape.next(token);
    for (int key = tape.first(token); key < end; key = tape.next(key + 1)) {
      if (shape.keeps(tape, key)) {
        separate(any);
        any = true;
        field(key, shape.of(tape, key));
      }
    }
    for (var insert : shape.inserts()) {
      separate(any);
      any = true;
      insert(token, insert);
    }
    out.add(CLOSE_OBJECT);
  }

  /**
   * Writes the fields of an object for which there is room in another.
   *
   * @param any whether something stands before them
   * @param free tells of a name whether it is free, and takes it
   * @return whether something stands there now
   */
  boolean fields(int object, @Nullable Shape shape, boolean any, Predicate<String> free) {
    boolean written = any;
    int end = tape.next(object);
    for (int key = tape.first(object); key < end; key = tape.next(key + 1)) {
      if ((shape == null || shape.keeps(tape, key)) && free.test(tape.text(key))) {
        separate(written);
        written = true;
        field(key, shape == null ? null : shape.of(tape, key));
      }
    }
    for (var insert : shape == null ? List.<Shape.Insert>of() : shape.inserts()) {
      if (free.test(insert.as().text())) {
        separate(written);
        written = true;
        insert(object, insert);
      }
    }
    return written;
  }

  private void separate(boolean needed) {
    if (needed) {
      out.add(COMMA);
    }
  }

  private void field(int key, @Nullable Shape shape) {
    out.add(tape.bytes(), tape.start(key), tape.start(key + 1));
    write(key + 1, shape);
  }

  private void insert(int object, Shape.Insert insert) {
    out.add((JsonText.quote(insert.as().text()) + ":").getBytes(StandardCharsets.UTF_8));
    int key = insert.by().find(tape, object);
    var found = JoinIndex.isKey(tape, key) ? parts.joined(insert.call(), tape.text(key)) : null;
    if (found == null) {
      out.add(insert.otherwise().bytes());
    } else {
      new ShapeWriter(out, parts, found.tape()).write(found.token(), insert.shape());
    }
  }
}
