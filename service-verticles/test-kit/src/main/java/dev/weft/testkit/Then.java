package dev.weft.testkit;

import dev.weft.kit.saga.Saga;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * What must be so after a step of a {@link Scenario}. A message that could not be handled fails
 * every expectation that does not name it.
 */
public final class Then {

  private final Scenario scenario;
  private final Stage stage;
  private final Result result;
  private boolean troubleIsExpected;

  /**
   * What came of a step.
   *
   * @param troubles messages that could not be handled
   * @param reply of the endpoint that was called
   */
  record Result(String step, List<Record> emitted, List<String> troubles, @Nullable Reply reply) {}

  Then(Scenario scenario, Stage stage, Result result) {
    this.scenario = scenario;
    this.stage = stage;
    this.result = result;
  }

  /** The step emitted these messages and no others, in whatever order. */
  public Then emitted(Record... messages) {
    var _ = handled();
    var expected = Wording.sorted(Arrays.asList(messages));
    return equal("be emitted", expected, Wording.sorted(result.emitted()));
  }

  public Then emittedNothing() {
    return emitted();
  }

  /** A query answers these rows: values as PostgreSQL writes them, joined by {@code " | "}. */
  public Then rows(String sql, String... rows) {
    var _ = handled();
    return equal("be answered by " + sql.strip(), List.of(rows), stage.rows(sql));
  }

  /** The saga of this key is in this state. */
  public <S extends Enum<S>> Then saga(Saga<S, ?> saga, Object key, S state) {
    var _ = handled();
    var what = "be the state of saga " + saga.name() + " " + key;
    return equal(what, List.of(state.name()), stage.states(saga.name(), key.toString()));
  }

  /** The endpoint answered with this status. */
  public Then answered(int status) {
    var actual = List.of(reply().status() + " " + reply().body());
    if (reply().status() != status) {
      throw failure("be answered", List.of(Integer.toString(status)), actual);
    }
    return this;
  }

  /** The endpoint answered with this status and this JSON; decimals have these digits. */
  public Then answered(int status, String json) {
    var _ = answered(status);
    var expected = Reply.tree(json);
    if (!reply().json().equals(expected)) {
      throw failure("be answered", List.of(expected.toString()), List.of(reply().body()));
    }
    return this;
  }

  /** What the endpoint answered. */
  public Reply reply() {
    if (result.reply() == null) {
      throw new IllegalStateException("no endpoint was called: " + result.step());
    }
    return result.reply();
  }

  /** The step ended with a message among the dead letters, for a reason that contains this. */
  public Then deadLetter(String reason) {
    return trouble("dead letter", reason);
  }

  /** The step left a message that waits for another attempt, for a reason that contains this. */
  public Then held(String reason) {
    return trouble("held", reason);
  }

  /** Everything that came was handled. */
  public Then handled() {
    if (!troubleIsExpected && !result.troubles().isEmpty()) {
      throw failure("be handled", List.of("every message"), result.troubles());
    }
    return this;
  }

  /** What follows. */
  public Scenario and() {
    return scenario;
  }

  private Then trouble(String kind, String reason) {
    troubleIsExpected = true;
    boolean found =
        result.troubles().stream()
            .anyMatch(trouble -> trouble.startsWith(kind) && trouble.contains(reason));
    if (!found) {
      throw failure("be " + kind, List.of("... " + reason), result.troubles());
    }
    return this;
  }

  private Then equal(String what, List<String> expected, List<String> actual) {
    if (!expected.equals(actual)) {
      throw failure(what, expected, actual);
    }
    return this;
  }

  private AssertionFailedError failure(String what, List<String> expected, List<String> actual) {
    var message =
        """
        %s
          expected to %s:
        %s
          but was:
        %s\
        """
            .formatted(result.step(), what, Wording.lines(expected), Wording.lines(actual));
    return new AssertionFailedError(message, Wording.lines(expected), Wording.lines(actual));
  }
}
