package dev.weft.gateway.call;

import dev.weft.gateway.json.JsonScanner;
import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.json.KeyShapes;
import dev.weft.gateway.json.Splice;
import dev.weft.gateway.plan.Part;
import io.vertx.core.Future;

/**
 * Lets a good answer through only when it is JSON, and indexes it where something will look inside.
 */
final class JsonAnswers implements Call {
  private static final int NO_CONTENT = 204;
  private static final int RESET_CONTENT = 205;

  private final Call call;
  private final int maxDepth;
  private final Reading reading;
  private final KeyShapes shapes = new KeyShapes();
  private final JsonScanner scanner;

  /** How the answers of a call are read. */
  enum Reading {
    /** Something looks inside. */
    INDEXED,
    CHECKED,
    /** The service is trusted to write JSON. */
    UNREAD
  }

  JsonAnswers(Call call, int maxDepth, Reading reading) {
    this.call = call;
    this.maxDepth = maxDepth;
    this.reading = reading;
    this.scanner = new JsonScanner(maxDepth, shapes);
  }

  @Override
  public Future<CallResult> send(CallRequest request) {
    return call.send(request).map(this::check);
  }

  private CallResult check(CallResult result) {
    if (!(result instanceof CallResult.Answered answered) || !answered.isSuccess()) {
      return result;
    }
    if (answered.status() == NO_CONTENT || answered.status() == RESET_CONTENT) {
      return new CallResult.Answered(answered.status(), answered.headers(), Part.NULL);
    }
    return switch (reading) {
      case INDEXED -> index(answered);
      case CHECKED -> scan(answered);
      case UNREAD -> answered;
    };
  }

  private CallResult scan(CallResult.Answered answered) {
    var body = answered.body().bytes();
    boolean flows = body.flow() != null;
    // A flow is checked while others come and go, so it needs a scanner of its own.
    var mine = flows ? new JsonScanner(maxDepth, shapes) : scanner;
    mine.reset();
    if (body.checkedBy(mine) != null) {
      return answered;
    }
    body.cancel();
    return CallFailure.NOT_JSON;
  }

  private CallResult index(CallResult.Answered answered) {
    byte[] bytes = answered.body().bytes().toBytes();
    return switch (JsonTape.of(bytes, maxDepth, shapes)) {
      case JsonTape.Taped taped ->
          new CallResult.Answered(
              answered.status(), answered.headers(), new Part(Splice.of(bytes), taped.tape()));
      case JsonTape.Faulty _ -> CallFailure.NOT_JSON;
    };
  }
}
