package dev.weft.kit.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.weft.kit.Refusal;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * Reads a JSON text strictly into a record. Nothing is bent into another type, nothing is ignored;
 * the first fault ends it and is told with a pointer to its place.
 */
final class JsonBody {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(200).build())
          .build();

  private JsonBody() {}

  static <T extends Record> T read(Buffer body, Class<T> type) {
    try (var parser = FACTORY.createParser(body.getBytes())) {
      if (parser.nextToken() == null) {
        throw Refusal.badRequest("missing-body", "", "the request has no body");
      }
      var value = RecordShape.of(type).read(parser);
      if (parser.nextToken() != null) {
        throw malformed(parser, "there is more after the JSON value");
      }
      return type.cast(value);
    } catch (StreamConstraintsException e) {
      throw Refusal.badRequest("too-complex", "the JSON is nested too deeply or a number too long");
    } catch (JsonProcessingException e) {
      throw notJson(e);
    } catch (IOException e) {
      throw Refusal.badRequest("malformed-json", "the body is not UTF-8");
    }
  }

  private static Refusal malformed(JsonParser parser, String what) {
    var at = parser.currentTokenLocation();
    return Refusal.badRequest(
        "malformed-json", what + ", line " + at.getLineNr() + ", column " + at.getColumnNr());
  }

  private static Refusal notJson(JsonProcessingException fault) {
    var at = fault.getLocation();
    return Refusal.badRequest(
        "malformed-json",
        at == null
            ? "the body is not JSON"
            : "the body is not JSON: line " + at.getLineNr() + ", column " + at.getColumnNr());
  }
}
