package dev.weft.gateway.run;

import dev.weft.gateway.call.CallResult;
import dev.weft.gateway.json.JsonName;
import dev.weft.gateway.json.JsonTape;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two things that a client may learn of a service's own problem: its code and where in the
 * request it saw the mistake, both in a form that can carry nothing else.
 */
record ServiceProblem(@Nullable String code, @Nullable String pointer) {
  private static final ServiceProblem SILENT = new ServiceProblem(null, null);
  private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern POINTER = Pattern.compile("(/[A-Za-z0-9_~.-]{0,64}){1,16}");
  private static final JsonName CODE_MEMBER = new JsonName("code");
  private static final JsonName POINTER_MEMBER = new JsonName("pointer");
  private static final int LARGEST = 64 * 1024;
  private static final int DEPTH = 20;

  static ServiceProblem of(CallResult.Answered answered) {
    var type = answered.headers().get(HttpHeaders.CONTENT_TYPE);
    boolean isProblem =
        type != null && type.toLowerCase(Locale.ROOT).startsWith("application/problem+json");
    if (!isProblem || answered.body().bytes().length() > LARGEST) {
      return SILENT;
    }
    return switch (JsonTape.of(answered.body().bytes().toBytes(), DEPTH)) {
      case JsonTape.Taped(var tape) ->
          new ServiceProblem(
              member(tape, CODE_MEMBER, CODE), member(tape, POINTER_MEMBER, POINTER));
      case JsonTape.Faulty _ -> SILENT;
    };
  }

  private static @Nullable String member(JsonTape tape, JsonName name, Pattern form) {
    int token = tape.field(0, name);
    if (token == JsonTape.NONE || tape.kind(token) != JsonTape.Kind.TEXT) {
      return null;
    }
    var text = tape.text(token);
    return form.matcher(text).matches() ? text : null;
  }

  /** The code, or a word for the status. */
  String reason(int status) {
    if (code != null) {
      return code;
    }
    var phrase = HttpResponseStatus.valueOf(status).reasonPhrase().toLowerCase(Locale.ROOT);
    return phrase.startsWith("unknown") || phrase.contains("(")
        ? "status-" + status
        : phrase.replace(' ', '-').replace("'", "");
  }
}
