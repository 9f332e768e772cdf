package dev.weft.gateway.call;

import dev.weft.gateway.coding.ContentCoding;
import dev.weft.gateway.coding.Unpacked;
import dev.weft.gateway.json.JsonScanner;
import dev.weft.gateway.json.JsonTape;
import dev.weft.gateway.json.KeyShapes;
import dev.weft.gateway.json.Splice;
import dev.weft.gateway.plan.Part;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;

/**
 * Lets a good answer through only when it is JSON, and indexes it where something will look inside.
 */
final class JsonAnswers implements Call {
  private static final int NO_CONTENT = 204;
  private static final int RESET_CONTENT = 205;

  private final Call call;
  private final CallFactory.Limits limits;
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

  JsonAnswers(Call call, CallFactory.Limits limits, Reading reading) {
    this.call = call;
    this.limits = limits;
    this.reading = reading;
    this.scanner = new JsonScanner(limits.jsonDepth(), shapes);
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
    if (!ContentTypes.isJson(answered.headers().get(HttpHeaders.CONTENT_TYPE))) {
      answered.body().bytes().cancel();
      return CallFailure.NOT_JSON;
    }
    var encoding = answered.headers().get(HttpHeaders.CONTENT_ENCODING);
    return encoding == null || encoding.equalsIgnoreCase("identity")
        ? read(answered)
        : unpack(answered, encoding);
  }

  private CallResult read(CallResult.Answered answered) {
    return switch (reading) {
      case INDEXED -> index(answered);
      case CHECKED -> scan(answered);
      case UNREAD -> answered;
    };
  }

  /** Nobody has asked for a coding; those that services apply all the same are understood. */
  private CallResult unpack(CallResult.Answered answered, String encoding) {
    var coding = ContentCoding.of(encoding);
    if (coding == null) {
      return CallFailure.NOT_JSON;
    }
    return switch (coding.unpack(answered.body().bytes().toBytes(), limits.answerBytes())) {
      case Unpacked.Plain(var plain) ->
          read(
              new CallResult.Answered(
                  answered.status(), answered.headers(), new Part(Splice.of(plain), null)));
      case Unpacked.Refused refused ->
          refused == Unpacked.Refused.TOO_LARGE ? CallFailure.TOO_LARGE : CallFailure.NOT_JSON;
    };
  }

  private CallResult scan(CallResult.Answered answered) {
    var body = answered.body().bytes();
    boolean flows = body.flow() != null;
    // A flow is checked while others come and go, so it needs a scanner of its own.
    var mine = flows ? new JsonScanner(limits.jsonDepth(), shapes) : scanner;
    mine.reset();
    if (body.checkedBy(mine) != null) {
      return answered;
    }
    body.cancel();
    return CallFailure.NOT_JSON;
  }

  private CallResult index(CallResult.Answered answered) {
    byte[] bytes = answered.body().bytes().toBytes();
    return switch (JsonTape.of(bytes, limits.jsonDepth(), shapes)) {
      case JsonTape.Taped taped ->
          new CallResult.Answered(
              answered.status(), answered.headers(), new Part(Splice.of(bytes), taped.tape()));
      case JsonTape.Faulty _ -> CallFailure.NOT_JSON;
    };
  }
}
