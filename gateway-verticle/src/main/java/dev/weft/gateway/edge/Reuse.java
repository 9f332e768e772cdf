package dev.weft.gateway.edge;

import dev.weft.gateway.coding.ContentCoding;
import dev.weft.gateway.json.Splice;
import dev.weft.gateway.run.Outcome;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients and caches use an answer again: what its parts allow as {@code Cache-Control}, and a
 * strong {@code ETag} over its bytes (RFC 9110, 8.8.3 and 13.1.2).
 */
final class Reuse {
  static final int NOT_MODIFIED = 304;
  private static final int OK = 200;
  private static final int TAG_BYTES = 16;

  private Reuse() {}

  /** An answer that lacks a part says no-store, whatever the others allow. */
  static void allow(Visit visit, Outcome.Composed composed) {
    var policy = composed.policy();
    var method = visit.request().method();
    if (visit.vary() != null && !policy.noStore() && isRead(method)) {
      visit.response().headers().add(HttpHeaders.VARY, visit.vary());
    }
    if (!policy.says() || !composed.missing().isEmpty()) {
      return;
    }
    var headers = visit.response().headers();
    boolean identified = !visit.caller().identity().isEmpty();
    headers.set(HttpHeaders.CACHE_CONTROL, policy.cacheControl(identified));
    if (policy.mayBeKept() && !policy.vary().isEmpty()) {
      headers.add(HttpHeaders.VARY, policy.vary());
    }
  }

  /** Whether an answer gets an ETag. The one of a write is the service's own. */
  static boolean isTagged(Outcome.Composed composed, boolean always) {
    boolean allowed = always ? !composed.policy().noStore() : composed.policy().mayBeKept();
    boolean isWhole = composed.missing().isEmpty() && composed.body().flow() == null;
    return allowed && isWhole && composed.status() == OK;
  }

  /**
   * Sets the ETag, and tells whether the client has the same answer already. One that is compressed
   * has other bytes, and so another tag.
   */
  static boolean isUnchanged(Visit visit, Splice answer, @Nullable ContentCoding packed) {
    if (!isRead(visit.request().method())) {
      return false;
    }
    var tag = tag(answer, packed);
    visit.response().headers().set(HttpHeaders.ETAG, tag);
    for (var line : visit.request().headers().getAll(HttpHeaders.IF_NONE_MATCH)) {
      if (names(line, tag)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRead(HttpMethod method) {
    return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
  }

  private static boolean names(String line, String tag) {
    for (var one : line.split(",", -1)) {
      var stripped = one.strip();
      var strong = stripped.startsWith("W/") ? stripped.substring(2) : stripped;
      if (strong.equals(tag) || strong.equals("*")) {
        return true;
      }
    }
    return false;
  }

  private static String tag(Splice answer, @Nullable ContentCoding packed) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(answer.toBytes());
      return '"'
          + HexFormat.of().formatHex(digest.digest(), 0, TAG_BYTES)
          + (packed == null ? "\"" : "-" + packed.token() + "\"");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
