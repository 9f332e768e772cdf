package dev.weft.gateway.run;

import dev.weft.gateway.call.Caller;
import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.json.Splice;
import dev.weft.gateway.plan.Part;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What references may read of the request.
 *
 * @param query raw, null when there is none
 * @param body the bytes to send on; null when the plan forwards none
 * @param json the body checked and indexed, when the plan looks inside
 */
public record RequestValues(
    List<String> pathParameters,
    @Nullable String query,
    MultiMap headers,
    Caller caller,
    @Nullable Buffer body,
    Part json) {

  /**
   * The first value of a query parameter, null when there is none or it is not properly encoded.
   */
  @Nullable String queryParameter(String name) {
    if (query == null) {
      return null;
    }
    int from = 0;
    while (from < query.length()) {
      int end = query.indexOf('&', from);
      int to = end < 0 ? query.length() : end;
      int equals = query.indexOf('=', from);
      int nameEnd = equals < 0 || equals > to ? to : equals;
      if (isNamed(query, from, nameEnd, name)) {
        return decode(query.substring(Math.min(nameEnd + 1, to), to));
      }
      from = to + 1;
    }
    return null;
  }

  private static boolean isNamed(String query, int from, int to, String name) {
    if (query.regionMatches(from, name, 0, name.length()) && to - from == name.length()) {
      return true;
    }
    int percent = query.indexOf('%', from);
    return percent >= 0 && percent < to && name.equals(decode(query.substring(from, to)));
  }

  private static @Nullable String decode(String raw) {
    try {
      return QueryStringDecoder.decodeComponent(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return null;
    }
  }

  /** What a checked token says of the caller, null without one. */
  Part claims() {
    var claims = caller.claims();
    return claims == null ? Part.NULL : new Part(Splice.of(claims.bytes()), claims);
  }

  @Nullable JsonTape tape() {
    return json.tape();
  }
}
