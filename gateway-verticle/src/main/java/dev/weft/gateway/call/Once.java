package dev.weft.gateway.call;

import io.vertx.core.Future;

/** Makes a call once, whatever comes of it. */
record Once(Attempt attempt) implements Call {
  @Override
  public Future<CallResult> send(CallRequest request) {
    return attempt.send(request, new Tries());
  }
}
