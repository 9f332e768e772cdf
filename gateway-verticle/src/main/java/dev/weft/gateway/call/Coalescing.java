package dev.weft.gateway.call;

import dev.weft.node.call.CallHeaders;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Makes equal reads that are under way at the same time once. Equal are those of the same caller
 * with the same address and the same headers. Each leaves by itself when its client goes or its
 * time is over, and the last one cancels the call. For one event loop.
 */
final class Coalescing {
  private final Map<Key, Flight> flights = new HashMap<>();

  /**
   * What makes reads equal.
   *
   * @param indexed whether something looks inside the answer, as its form depends on it
   * @param headers all but those that tell one request from another
   */
  private record Key(
      boolean indexed, HttpMethod method, String uri, String identity, String headers) {
    static Key of(boolean indexed, CallRequest request) {
      var headers = new StringBuilder();
      request
          .headers()
          .forEach(
              (name, value) -> {
                if (!CallHeaders.TRACEPARENT.contentEquals(name)) {
                  headers.append(name).append(':').append(value).append('\n');
                }
              });
      return new Key(
          indexed,
          request.method(),
          request.uri(),
          request.caller().identity(),
          headers.toString());
    }
  }

  /** Decorates the call that a plan makes. */
  Call around(Call call, boolean indexed, ServiceMeters meters) {
    return new Coalesced(call, indexed, meters);
  }

  private final class Coalesced implements Call {
    private final Call call;
    private final boolean indexed;
    private final ServiceMeters meters;

    Coalesced(Call call, boolean indexed, ServiceMeters meters) {
      this.call = call;
      this.indexed = indexed;
      this.meters = meters;
    }

    @Override
    public Future<CallResult> send(CallRequest request) {
      return request.isRead() ? join(request) : write(request);
    }

    /** Whoever reads after a write must not get what was read before it. */
    private Future<CallResult> write(CallRequest request) {
      flights.clear();
      return call.send(request).onSuccess(_ -> flights.clear());
    }

    Future<CallResult> join(CallRequest request) {
      var cause = request.cancellation().cause();
      if (cause != null) {
        return Future.succeededFuture(cause);
      }
      var key = Key.of(indexed, request);
      var flight = flights.get(key);
      if (flight != null) {
        meters.coalesced();
        return flight.board(new Passenger(this, flight, request, false));
      }
      var own = new Flight(key);
      flights.put(key, own);
      var boarded = own.board(new Passenger(this, own, request, true));
      Sent.by(() -> call.send(request.within(own.cancellation)))
          .onSuccess(own::landed)
          .onFailure(own::lost);
      return boarded;
    }
  }

  /** One request that several calls wait for. */
  private final class Flight {
    private final Key key;
    private final Cancellation cancellation = new Cancellation();
    private final LinkedHashSet<Passenger> passengers = new LinkedHashSet<>();

    Flight(Key key) {
      this.key = key;
    }

    Future<CallResult> board(Passenger passenger) {
      passengers.add(passenger);
      passenger.request.cancellation().add(passenger);
      return passenger.promise.future();
    }

    void leave(Passenger passenger, CallFailure cause) {
      passengers.remove(passenger);
      if (passengers.isEmpty()) {
        flights.remove(key, this);
        cancellation.cancel(cause);
      }
    }

    void landed(CallResult result) {
      ended().forEach(passenger -> passenger.landed(result));
    }

    void lost(Throwable mistake) {
      ended().forEach(passenger -> passenger.lost(mistake));
    }

    private List<Passenger> ended() {
      flights.remove(key, this);
      var all = List.copyOf(passengers);
      passengers.clear();
      return all;
    }
  }

  /** One call that waits. */
  private static final class Passenger implements Cancellation.Running {
    private final Coalesced coalesced;
    private final Flight flight;
    private final CallRequest request;
    private final boolean isFirst;
    private final Promise<CallResult> promise = Promise.promise();

    Passenger(Coalesced coalesced, Flight flight, CallRequest request, boolean isFirst) {
      this.coalesced = coalesced;
      this.flight = flight;
      this.request = request;
      this.isFirst = isFirst;
    }

    @Override
    public void end(CallFailure cause) {
      if (promise.tryComplete(cause)) {
        flight.leave(this, cause);
      }
    }

    /** The time that was over was the first one's; who came later may have some left. */
    void landed(CallResult result) {
      request.cancellation().remove(this);
      if (!isFirst && isTooLate(result) && request.deadline().leftMillis() > 0) {
        coalesced.join(request).onComplete(promise);
      } else {
        promise.tryComplete(result);
      }
    }

    void lost(Throwable mistake) {
      request.cancellation().remove(this);
      promise.tryFail(mistake);
    }

    private static boolean isTooLate(CallResult result) {
      return result == CallFailure.TIMED_OUT
          || (result instanceof CallResult.Answered answered && answered.status() == 504);
    }
  }
}
