package dev.weft.gateway.answer;

import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.json.Splice;
import dev.weft.gateway.plan.JsonPath;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Shape;
import dev.weft.gateway.plan.Template;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills the places of a template with parts. */
public final class Assembler {
  private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OPEN = {'['};
  private static final byte[] CLOSE = {']'};
  private static final byte[] COMMA = {','};

  private Assembler() {}

  public static Splice assemble(Template template, List<PlannedCall> calls, Parts parts) {
    var out = new Splice(2 * template.pieces().size() + 2);
    for (var piece : template.pieces()) {
      switch (piece) {
        case Template.Text text -> out.add(text.utf8());
        case Template.Place place -> place(out, place, calls, parts);
      }
    }
    return out;
  }

  private static void place(
      Splice out, Template.Place place, List<PlannedCall> calls, Parts parts) {
    var part = parts.part(place.call());
    var shape = place.call() == Template.REQUEST_BODY ? null : calls.get(place.call()).shape();
    var tape = part.tape();
    if (tape == null || (shape == null && place.path().isWhole())) {
      out.add(part.bytes());
    } else if (place.path().leadsToMany()) {
      many(new ShapeWriter(out, parts, tape), place.path(), shape, out);
    } else {
      var path = place.path();
      one(new ShapeWriter(out, parts, tape), path.find(tape, 0), Shape.at(shape, path), out);
    }
  }

  private static void one(ShapeWriter writer, int token, @Nullable Shape shape, Splice out) {
    if (token == JsonTape.NONE) {
      out.add(NULL);
    } else {
      writer.write(token, shape);
    }
  }

  private static void many(ShapeWriter writer, JsonPath path, @Nullable Shape shape, Splice out) {
    out.add(OPEN);
    int before = out.length();
    var inner = Shape.at(shape, path);
    writer.forEach(
        path,
        token -> {
          if (out.length() > before) {
            out.add(COMMA);
          }
          writer.write(token, inner);
        });
    out.add(CLOSE);
  }
}
