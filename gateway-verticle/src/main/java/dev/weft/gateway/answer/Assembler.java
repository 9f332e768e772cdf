package dev.weft.gateway.answer;

import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.json.JsonText;
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
  private static final byte[] OPEN = {'['};
  private static final byte[] CLOSE = {']'};
  private static final byte[] COMMA = {','};

  private Assembler() {}

  public static Splice assemble(Template template, List<PlannedCall> calls, Parts parts) {
    var out = new Splice(2 * template.pieces().size() + 2);
    write(out, template, calls, parts);
    return out;
  }

  static void write(Splice out, Template template, List<PlannedCall> calls, Parts parts) {
    for (var piece : template.pieces()) {
      switch (piece) {
        case Template.Text text -> out.add(text.utf8());
        case Template.Place place -> place(out, place, calls, parts);
        case Template.RequestText text -> text(out, text, parts);
        case Template.Merged object -> new Merging(out, calls, parts).object(object);
        case Template.Concatenated all -> new Merging(out, calls, parts).array(all);
      }
    }
  }

  private static void text(Splice out, Template.RequestText text, Parts parts) {
    var value = parts.text(text.reference());
    out.add(
        value == null
            ? text.otherwise().utf8()
            : JsonText.quote(value).getBytes(StandardCharsets.UTF_8));
  }

  static @Nullable Shape shape(Template.Place place, List<PlannedCall> calls) {
    return place.call() < 0 ? null : calls.get(place.call()).shape();
  }

  private static void place(
      Splice out, Template.Place place, List<PlannedCall> calls, Parts parts) {
    var part = parts.part(place.call());
    var shape = shape(place, calls);
    var tape = part.tape();
    if (tape == null || (shape == null && place.path().isWhole())) {
      out.add(part.bytes());
    } else if (place.path().leadsToMany()) {
      many(new ShapeWriter(out, parts, tape), place.path(), shape, out);
    } else {
      var path = place.path();
      int token = path.find(tape, 0);
      if (token == JsonTape.NONE || tape.kind(token) == JsonTape.Kind.NULL) {
        out.add(place.otherwise().utf8());
      } else {
        new ShapeWriter(out, parts, tape).write(token, Shape.at(shape, path));
      }
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
