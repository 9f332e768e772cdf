package dev.weft.gateway.call;

import dev.weft.gateway.json.Flow;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/** The rest of an instance's answer, which stays in its socket until somebody takes it. */
final class HttpFlow implements Flow, Cancellation.Running {
  private final HttpClientRequest request;
  private final HttpClientResponse response;
  private final Cancellation cancellation;
  private final long length;
  private @Nullable Reader reader;
  private @Nullable Runnable told;
  private boolean ended;
  private boolean broken;

  HttpFlow(
      HttpClientRequest request,
      HttpClientResponse response,
      Cancellation cancellation,
      long length) {
    this.request = request;
    this.response = response;
    this.cancellation = cancellation;
    this.length = length;
    response.pause();
    response.handler(this::take);
    response.endHandler(_ -> finish());
    response.exceptionHandler(_ -> breakOff());
    cancellation.add(this);
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void start(Reader taker) {
    reader = taker;
    if (broken) {
      taker.broken();
    } else {
      response.resume();
    }
  }

  @Override
  public void pause() {
    response.pause();
  }

  @Override
  public void resume() {
    if (!ended) {
      response.resume();
    }
  }

  @Override
  public void cancel() {
    end(CallFailure.CANCELLED);
  }

  @Override
  public void onBroken(Runnable listener) {
    told = listener;
    if (broken) {
      listener.run();
    }
  }

  @Override
  public void end(CallFailure cause) {
    if (!ended) {
      breakOff();
      var _ = request.reset();
    }
  }

  private void take(Buffer bytes) {
    if (!ended && reader != null) {
      reader.bytes(bytes);
    }
  }

  private void finish() {
    if (!ended) {
      ended = true;
      cancellation.remove(this);
      if (reader != null) {
        reader.end();
      }
    }
  }

  private void breakOff() {
    if (!ended) {
      ended = true;
      broken = true;
      cancellation.remove(this);
      if (reader != null) {
        reader.broken();
      } else if (told != null) {
        told.run();
      }
    }
  }
}
