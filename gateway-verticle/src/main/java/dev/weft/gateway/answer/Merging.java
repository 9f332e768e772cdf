package dev.weft.gateway.answer;

import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.json.JsonText;
import dev.weft.gateway.json.Splice;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Shape;
import dev.weft.gateway.plan.Template;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes objects and arrays that are made of others, by splicing what is in them. */
final class Merging {
  private static final byte[] OPEN_OBJECT = {'{'};
  private static final byte[] CLOSE_OBJECT = {'}'};
  private static final byte[] OPEN_ARRAY = {'['};
  private static final byte[] CLOSE_ARRAY = {']'};
  private static final byte[] COMMA = {','};

  private final Splice out;
  private final List<PlannedCall> calls;
  private final Parts parts;
  private boolean any;

  Merging(Splice out, List<PlannedCall> calls, Parts parts) {
    this.out = out;
    this.calls = calls;
    this.parts = parts;
  }

  /** A field that the route names counts, wherever it stands; then the first that is merged. */
  void object(Template.Merged object) {
    Set<String> taken = new HashSet<>();
    for (var member : object.members()) {
      if (member instanceof Template.Field field) {
        taken.add(field.name().text());
      }
    }
    out.add(OPEN_OBJECT);
    for (var member : object.members()) {
      switch (member) {
        case Template.Field field -> field(field);
        case Template.Spread(var place) -> spread(place, taken);
      }
    }
    out.add(CLOSE_OBJECT);
  }

  private void field(Template.Field field) {
    separate();
    out.add((JsonText.quote(field.name().text()) + ":").getBytes(StandardCharsets.UTF_8));
    Assembler.write(out, field.value(), calls, parts);
  }

  private void spread(Template.Place place, Set<String> taken) {
    var tape = parts.part(place.call()).tape();
    if (tape == null) {
      return;
    }
    var shape = Shape.at(Assembler.shape(place, calls), place.path());
    place
        .path()
        .forEach(
            tape,
            0,
            token -> {
              if (tape.kind(token) == JsonTape.Kind.OBJECT) {
                any = new ShapeWriter(out, parts, tape).fields(token, shape, any, taken::add);
              }
            });
  }

  void array(Template.Concatenated all) {
    out.add(OPEN_ARRAY);
    for (var place : all.places()) {
      var tape = parts.part(place.call()).tape();
      if (tape != null) {
        var shape = Shape.at(Assembler.shape(place, calls), place.path());
        var writer = new ShapeWriter(out, parts, tape);
        place.path().forEach(tape, 0, token -> items(writer, tape, token, shape));
      }
    }
    out.add(CLOSE_ARRAY);
  }

  private void items(ShapeWriter writer, JsonTape tape, int token, @Nullable Shape shape) {
    switch (tape.kind(token)) {
      case ARRAY -> {
        int end = tape.next(token);
        for (int item = tape.first(token); item < end; item = tape.next(item)) {
          separate();
          writer.write(item, shape);
        }
      }
      case NULL -> {}
      default -> {
        separate();
        writer.write(token, shape);
      }
    }
  }

  private void separate() {
    if (any) {
      out.add(COMMA);
    }
    any = true;
  }
}
