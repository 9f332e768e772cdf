package dev.weft.testkit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.kit.saga.Saga;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one saga of a service that runs: given a state, when a message comes or time
 * passes, then another state, and what was emitted. It is the service itself that works, on its
 * database and its broker; only the clock is the test's.
 *
 * @param <S> the states
 * @param <D> the data of the saga
 */
public final class SagaTest<S extends Enum<S>, D extends Record> {

  private final RunningService service;
  private final Saga<S, D> saga;
  private @Nullable String key;
  private int heardBefore;

  private SagaTest(RunningService service, Saga<S, D> saga) {
    this.service = service;
    this.saga = saga;
  }

  public static <S extends Enum<S>, D extends Record> SagaTest<S, D> of(
      RunningService service, Saga<S, D> saga) {
    return new SagaTest<>(service, saga);
  }

  /**
   * A saga in a state; the key must be one that no other test uses.
   *
   * @param undo what was recorded to undo the steps before
   */
  public SagaTest<S, D> given(Object key, S state, D data, Record... undo) {
    service.in(tx -> assertEquals(true, saga.startIn(tx, state, key, data, undo)));
    return given(key);
  }

  /** A saga that the service has started already. */
  public SagaTest<S, D> given(Object key) {
    this.key = key.toString();
    service.awaitQuiet();
    heardBefore = service.heard().size();
    return this;
  }

  /** The service gets these messages, one after the other. */
  public SagaTest<S, D> when(Record... messages) {
    for (var message : messages) {
      service.deliver(message);
      service.awaitQuiet();
    }
    return this;
  }

  /** So much time passes for the saga: a time-out that is due then comes. */
  public SagaTest<S, D> after(Duration time) {
    service.in(
        tx -> {
          tx.update(
              """
              UPDATE weft_schedule SET due = due - $3 * interval '1 ms'
               WHERE id = (SELECT timeout_id FROM weft_saga WHERE saga = $1 AND key = $2)\
              """,
              saga.name(),
              key(),
              time.toMillis());
          tx.update(
              """
              UPDATE weft_saga
                 SET started_at = started_at - $3 * interval '1 ms',
                     entered_at = entered_at - $3 * interval '1 ms',
                     timeout_at = timeout_at - $3 * interval '1 ms'
               WHERE saga = $1 AND key = $2\
              """,
              saga.name(),
              key(),
              time.toMillis());
        });
    await()
        .until(
            () ->
                service.number("SELECT count(*) FROM weft_schedule WHERE due <= clock_timestamp()")
                    == 0);
    service.awaitQuiet();
    return this;
  }

  /** It is in this state now. */
  public SagaTest<S, D> then(S state) {
    assertEquals(state.name(), state(), () -> "the state of saga " + saga.name() + " " + key);
    return this;
  }

  /**
   * This is all that the service has emitted since the saga was given, in any order, but for
   * time-outs that it sends to itself.
   */
  public SagaTest<S, D> emitted(Record... messages) {
    var heard = service.heard();
    assertEquals(
        sorted(Arrays.asList(messages)),
        sorted(
            heard.subList(heardBefore, heard.size()).stream()
                .filter(message -> !saga.messages().contains(message.getClass()))
                .toList()));
    return this;
  }

  private String state() {
    return service.call(
        tx ->
            tx.one("SELECT state FROM weft_saga WHERE saga = $1 AND key = $2", saga.name(), key())
                .map(row -> row.getString("state"))
                .orElse("not there"));
  }

  private String key() {
    return Objects.requireNonNull(key, "which saga? begin with given(...)");
  }

  private static List<String> sorted(List<? extends Record> messages) {
    return messages.stream().map(Record::toString).sorted(Comparator.naturalOrder()).toList();
  }
}
