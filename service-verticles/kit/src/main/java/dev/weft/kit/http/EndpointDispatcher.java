package dev.weft.kit.http;

import dev.weft.kit.Answer;
import dev.weft.kit.Refusal;
import dev.weft.kit.db.DatabaseUnavailable;
import dev.weft.kit.db.Idempotency;
import dev.weft.kit.db.PgTransaction;
import dev.weft.kit.db.PgTransactions;
import dev.weft.kit.db.TransactionOverdue;
import dev.weft.kit.db.Work;
import dev.weft.kit.http.Admission.Admitted;
import dev.weft.kit.http.Admission.Refused;
import dev.weft.node.trace.Traces;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request, the same for every transport: door, virtual thread, transaction, answer.
 * Safe for all threads.
 */
public final class EndpointDispatcher {

  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private static final Logger LOG = LoggerFactory.getLogger(EndpointDispatcher.class);

  private final Doorkeeper door;
  private final PgTransactions transactions;
  private final VirtualThreads threads;
  private final EndpointMetrics metrics;
  private final AnswerEncoder encoder = new AnswerEncoder();
  private final InFlight inFlight = new InFlight();

  /**
   * Makes the dispatcher of a service.
   *
   * @throws IllegalArgumentException if the endpoints contradict each other
   */
  public EndpointDispatcher(
      List<Route> routes,
      CallerCheck callers,
      PgTransactions transactions,
      VirtualThreads threads,
      EndpointMetrics metrics) {
    this.door = new Doorkeeper(callers, new EndpointTable(routes), Work.LONGEST.toNanos());
    this.transactions = transactions;
    this.threads = threads;
    this.metrics = metrics;
  }

  /** Looks at the head. Every admitted request must then be handled or abandoned. */
  Admission admit(RequestHead head) {
    long began = System.nanoTime();
    var admission = door.admit(head);
    switch (admission) {
      case Admitted _ -> inFlight.begin();
      case Refused refused ->
          metrics.answered(
              head.transport(),
              EndpointMetrics.NONE,
              refused.answer().status(),
              System.nanoTime() - began);
    }
    return admission;
  }

  /** Answers with bytes; never fails. */
  Future<Answer> handle(Admitted admitted, Buffer body) {
    long began = System.nanoTime();
    return threads
        .call(() -> answer(admitted, body))
        .otherwise(failure -> failed(admitted, failure))
        .onSuccess(
            answer -> {
              inFlight.end();
              metrics.answered(
                  admitted.head().transport(),
                  admitted.entry().route().toString(),
                  answer.status(),
                  System.nanoTime() - began);
            });
  }

  /** The client went away, or sent more than it may. */
  void abandon() {
    inFlight.end();
  }

  /** Completes as soon as no request is being handled. */
  public Future<Void> drained() {
    return inFlight.drained();
  }

  private Answer answer(Admitted admitted, Buffer body) {
    Traces.set(admitted.trace());
    try {
      var work = new Work(admitted.trace(), admitted.entry().route().isRead(), admitted.endsAt());
      return transactions.run(work, tx -> once(admitted, new KitRequest(admitted, body), tx));
    } catch (Refusal refusal) {
      return Problems.refused(refusal, admitted.trace());
    } catch (DatabaseUnavailable e) {
      LOG.warn("{}: {}: {}", admitted.entry().route(), e.getMessage(), reason(e));
      return unavailable(admitted, e);
    } catch (RuntimeException | Error e) {
      return failed(admitted, e);
    }
  }

  private Answer once(Admitted admitted, KitRequest request, PgTransaction tx) {
    var route = admitted.entry().route();
    var key = request.header(IDEMPOTENCY_KEY);
    if (key.isEmpty() || route.isRead()) {
      return encoder.encode(route.endpoint().handle(request, tx));
    }
    return Idempotency.once(
        tx,
        new Idempotency.Key(door.caller(admitted.head()), key.get()),
        Fingerprint.of(admitted.head(), request.body()),
        () -> encoder.encode(route.endpoint().handle(request, tx)));
  }

  private static Answer unavailable(Admitted admitted, DatabaseUnavailable e) {
    if (e instanceof TransactionOverdue || System.nanoTime() - admitted.endsAt() >= 0) {
      return Problems.of(
          504, "deadline-exceeded", "the answer was not ready in time", admitted.trace());
    }
    return Problems.unavailable(
        "database-unavailable", "the service cannot reach its database", admitted.trace());
  }

  private static String reason(DatabaseUnavailable e) {
    var cause = e.getCause();
    return cause == null ? "" : String.valueOf(cause.getMessage());
  }

  private static Answer failed(Admitted admitted, Throwable failure) {
    LOG.error("{} failed", admitted.entry().route(), failure);
    return Problems.failed(admitted.trace());
  }
}
