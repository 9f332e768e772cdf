package dev.weft.gateway.edge;

import dev.weft.gateway.coding.ContentCoding;
import dev.weft.gateway.run.Outcome;
import dev.weft.gateway.run.PartFailure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes composed answers. */
final class Answers {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence PARTIAL = HttpHeaders.createOptimized("Weft-Partial");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private static final int PACKED_AT_ONCE = 64 * 1024;

  private Answers() {}

  /**
   * Writes what came of a plan.
   *
   * @param around how long a streamed answer may stand still, and from where on one is compressed
   *     or tagged
   */
  static void write(Visit visit, Outcome outcome, ComposedEndpoint.Surroundings around) {
    switch (outcome) {
      case Outcome.Composed composed -> composed(visit, composed, around);
      case Outcome.Rejected rejected ->
          Problems.write(visit, rejected.status(), rejected.detail(), rejected.parts());
    }
  }

  private static void composed(
      Visit visit, Outcome.Composed composed, ComposedEndpoint.Surroundings around) {
    var response = visit.response();
    if (visit.isOver() || response.closed()) {
      composed.body().cancel();
      return;
    }
    head(visit, composed);
    boolean mayPack = isWorthwhile(composed, around);
    if (mayPack) {
      response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    }
    var coding = mayPack ? wanted(visit) : null;
    if (Reuse.isTagged(composed, around.tagged())
        && Reuse.isUnchanged(visit, composed.body(), coding)) {
      notModified(visit);
      return;
    }
    boolean isHead = visit.request().method().equals(HttpMethod.HEAD);
    if (isHead) {
      composed.body().cancel();
      if (coding != null) {
        // How long it would be is known to nobody.
        response.headers().set(HttpHeaders.CONTENT_ENCODING, coding.token());
        response.headers().remove(HttpHeaders.CONTENT_LENGTH);
      }
      end(visit, composed.status(), Buffer.buffer());
    } else if (composed.body().flow() != null) {
      StreamedAnswer.write(
          visit, composed.status(), composed.body(), around.vertx(), around.idle());
    } else if (coding != null) {
      compressed(visit, composed, coding, around);
    } else {
      var bytes = composed.body().toPooled();
      // Vert.x never releases what it is given to write, so it is done here, however the write
      // ends.
      end(visit, composed.status(), BufferInternal.buffer(bytes)).onComplete(_ -> bytes.release());
    }
  }

  private static boolean isWorthwhile(
      Outcome.Composed composed, ComposedEndpoint.Surroundings around) {
    return composed.body().flow() == null && composed.body().length() >= around.compressFrom();
  }

  private static @Nullable ContentCoding wanted(Visit visit) {
    return ContentCoding.wanted(visit.request().headers().get(HttpHeaders.ACCEPT_ENCODING));
  }

  /** Packs small answers at once, and others where that keeps nobody waiting. */
  private static void compressed(
      Visit visit,
      Outcome.Composed composed,
      ContentCoding coding,
      ComposedEndpoint.Surroundings around) {
    if (composed.body().length() <= PACKED_AT_ONCE) {
      packed(visit, composed.status(), coding, coding.pack(composed.body().toBytes()));
    } else {
      around
          .vertx()
          .executeBlocking(() -> coding.pack(composed.body().toBytes()), false)
          .onSuccess(bytes -> packed(visit, composed.status(), coding, bytes))
          .onFailure(_ -> visit.response().reset());
    }
  }

  private static void packed(Visit visit, int status, ContentCoding coding, byte[] bytes) {
    if (!visit.isOver() && !visit.response().closed()) {
      var headers = visit.response().headers();
      headers.set(HttpHeaders.CONTENT_ENCODING, coding.token());
      headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length));
      var _ = end(visit, status, Buffer.buffer(bytes));
    }
  }

  private static void head(Visit visit, Outcome.Composed composed) {
    var response = visit.response();
    response.setStatusCode(composed.status());
    var headers = response.headers();
    headers.set(HttpHeaders.CONTENT_TYPE, JSON);
    if (composed.location() != null) {
      headers.set(HttpHeaders.LOCATION, composed.location());
    }
    if (composed.etag() != null) {
      headers.set(HttpHeaders.ETAG, composed.etag());
    }
    composed.returned().forEach(headers::add);
    if (!composed.missing().isEmpty()) {
      headers.set(PARTIAL, partial(composed.missing()));
      headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }
    Reuse.allow(visit, composed);
    long length = composed.body().totalLength();
    if (length >= 0) {
      headers.set(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
    } else if (!visit.request().method().equals(HttpMethod.HEAD)) {
      response.setChunked(true);
    }
    if (visit.isDraining()) {
      headers.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  private static void notModified(Visit visit) {
    var headers = visit.response().headers();
    headers.remove(HttpHeaders.CONTENT_TYPE).remove(HttpHeaders.CONTENT_LENGTH);
    visit.response().setStatusCode(Reuse.NOT_MODIFIED);
    var _ = end(visit, Reuse.NOT_MODIFIED, Buffer.buffer());
  }

  private static String partial(List<PartFailure> missing) {
    return missing.stream()
        .map(failure -> failure.part() + ";reason=" + failure.reason())
        .collect(Collectors.joining(", "));
  }

  static Future<Void> end(Visit visit, int status, Buffer body) {
    var response = visit.response();
    if (visit.isDraining()) {
      response.headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    boolean head = visit.request().method().equals(HttpMethod.HEAD);
    // First: whoever has read the answer may ask for the place that it took up.
    visit.end(status);
    var written = head ? response.end() : response.end(body);
    UnreadBody.leave(visit.request());
    return written;
  }
}
