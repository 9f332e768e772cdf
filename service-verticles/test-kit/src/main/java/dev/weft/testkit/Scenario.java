package dev.weft.testkit;

import dev.weft.kit.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Given, when, then: what a service does with a message, with a request, or when time passes. The
 * service's own handlers, transactions, inbox and outbox are at work, on a database in which
 * nothing is but what was given. Its clock stands still until {@link #after} lets time pass.
 *
 * <p>Each step waits until all that follows from it is done. Not for use by several threads.
 */
public final class Scenario {

  private final Stage stage;
  private @Nullable Record last;
  private String lastId = "";

  Scenario(Stage stage) {
    this.stage = stage;
  }

  /** Runs statements on the service's database. */
  public Scenario given(String sql) {
    stage.execute(sql);
    return this;
  }

  /**
   * Does something in a transaction on the service's database, which may emit what the service
   * emits: has a saga in some state, say.
   */
  public Scenario given(Consumer<Transaction> work) {
    stage.service().in(work);
    stage.settle();
    return this;
  }

  /**
   * Messages that the service has handled already.
   *
   * @throws AssertionError when it could not
   */
  public Scenario given(Record... messages) {
    var _ = when(messages).handled();
    return this;
  }

  /** Messages arrive, one after the other. */
  public Then when(Record... messages) {
    return step(
        Arrays.stream(messages).map(Wording::of).collect(Collectors.joining(", ")),
        () -> {
          for (var message : messages) {
            last = message;
            lastId = stage.deliver(message);
            stage.settle();
          }
        });
  }

  /** The last message comes again, as brokers do: the same id. */
  public Then again() {
    var message = last;
    if (message == null) {
      throw new IllegalStateException("no message has come yet");
    }
    return step(Wording.of(message) + " once more", () -> stage.service().deliver(message, lastId));
  }

  /** A message arrives that no record of this service's makes: version 1 of a type, as JSON. */
  public Then whenJson(String type, String json) {
    return step(
        type + " " + json,
        () -> stage.service().surroundings().deliver(type, json, UUID.randomUUID().toString()));
  }

  /** An endpoint is called. */
  public Then when(Call call) {
    var step = begin(call.toString());
    var reply = stage.service().call(call);
    return end(step, reply);
  }

  /**
   * So much time passes: messages that are due in it, and attempts, happen in their order, each at
   * its own time.
   */
  public Then after(Duration time) {
    return step("after " + time, () -> stage.pass(time));
  }

  private Then step(String what, Runnable deed) {
    var step = begin(what);
    deed.run();
    return end(step, null);
  }

  /** How things stood before a step. */
  private record Step(String what, int heard, List<String> troubles) {}

  private Step begin(String what) {
    return new Step(what, stage.heard().size(), stage.troubles());
  }

  private Then end(Step step, @Nullable Reply reply) {
    stage.settle();
    var heard = stage.heard();
    var troubles = new ArrayList<>(stage.troubles());
    troubles.removeAll(step.troubles());
    return new Then(
        this,
        stage,
        new Then.Result(step.what(), heard.subList(step.heard(), heard.size()), troubles, reply));
  }
}
