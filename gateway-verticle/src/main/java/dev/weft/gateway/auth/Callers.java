package dev.weft.gateway.auth;

import dev.weft.gateway.call.Caller;
import dev.weft.gateway.json.JsonTape;
import dev.weft.node.call.CallTokenCaller;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes callers of credentials that were found good. */
final class Callers {
  private Callers() {}

  /**
   * A caller. Its identity covers all that services learn of it: two tokens of one subject with
   * different scopes are two callers, whose answers are kept apart.
   *
   * @param kind of credential, so that names of different kinds never meet
   */
  static Caller of(
      String kind,
      String subject,
      List<String> scopes,
      Map<String, Object> forwarded,
      JsonTape claims) {
    var sorted = new TreeSet<>(scopes);
    sorted.remove("");
    var told =
        new JsonArray()
            .add(kind)
            .add(subject)
            .add(new JsonArray(List.copyOf(sorted)))
            .add(new JsonObject(new TreeMap<>(forwarded)));
    var identity = kind + ":" + Sha256.hex(told.encode());
    var behalf = new CallTokenCaller(identity, subject, List.copyOf(sorted), forwarded);
    return new Caller(identity, claims, behalf);
  }
}
