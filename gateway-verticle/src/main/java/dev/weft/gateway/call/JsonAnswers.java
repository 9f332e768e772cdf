package dev.weft.gateway.call;

import dev.weft.gateway.json.JsonScanner;
import dev.weft.gateway.json.JsonTape;
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
  private final boolean indexed;
  private final JsonScanner scanner;

  JsonAnswers(Call call, int maxDepth, boolean indexed) {
    this.call = call;
    this.maxDepth = maxDepth;
    this.indexed = indexed;
    this.scanner = new JsonScanner(maxDepth);
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
    return indexed ? index(answered) : scan(answered);
  }

  private CallResult scan(CallResult.Answered answered) {
    scanner.reset();
    answered.body().bytes().feed(scanner);
    return scanner.finish() == null ? answered : CallFailure.NOT_JSON;
  }

  private CallResult index(CallResult.Answered answered) {
    byte[] bytes = answered.body().bytes().toBytes();
    return switch (JsonTape.of(bytes, maxDepth)) {
      case JsonTape.Taped taped ->
          new CallResult.Answered(
              answered.status(), answered.headers(), new Part(Splice.of(bytes), taped.tape()));
      case JsonTape.Faulty _ -> CallFailure.NOT_JSON;
    };
  }
}
