package dev.weft.kit.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.saga.Trip.FlightBooked;
import dev.weft.kit.saga.Trip.FlightMoved;
import dev.weft.kit.saga.Trip.HotelBooked;
import dev.weft.kit.saga.Trip.TripOverdue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Time-outs of a saga: each counts for the one time in a state that it was scheduled for. */
final class TimeoutTest {

  private static SagaStage stage;

  @BeforeAll
  static void open() {
    stage = new SagaStage();
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @Test
  void enteringAStateSchedulesItsTimeOutAndLeavingTakesItBack() {
    var trip = stage.start();
    var first = stage.timeout(trip);
    assertThat(stage.scheduled(trip)).containsExactly(first);
    assertThat(wait(trip)).isCloseTo(Trip.FLIGHT_WITHIN, Duration.ofSeconds(1));

    stage.handle(new FlightBooked(trip, BigDecimal.ONE));
    var second = stage.timeout(trip);
    assertThat(second).isNotEqualTo(first);
    assertThat(stage.scheduled(trip)).containsExactly(second);
    assertThat(wait(trip)).isCloseTo(Duration.ofHours(2), Duration.ofSeconds(1));

    stage.handle(new HotelBooked("Ritz", trip));
    assertThat(stage.scheduled(trip)).isEmpty();
    assertThat(stage.row(trip).getUUID("timeout_id")).isNull();
    assertThat(stage.row(trip).getOffsetDateTime("timeout_at")).isNull();
  }

  @Test
  void aTimeOutThatComesInTimeIsTaken() {
    var trip = stage.start();

    stage.handle(new TripOverdue(trip), stage.timeout(trip));

    assertThat(stage.state(trip)).isEqualTo("CALLED_OFF");
    assertThat(stage.row(trip).getString("reason")).isEqualTo("nobody answered in FLIGHT");
    assertThat(stage.emitted(trip)).hasSize(1);
  }

  @Test
  void aTimeOutThatWasOnItsWayWhenTheStateWasLeftDoesNothing() {
    var trip = stage.start();
    var late = stage.timeout(trip);
    stage.handle(new FlightBooked(trip, BigDecimal.ONE));

    stage.handle(new TripOverdue(trip), late);

    assertThat(stage.state(trip)).isEqualTo("HOTEL");
    assertThat(stage.emitted(trip)).isEmpty();
  }

  @Test
  void anAnswerThatComesAfterTheTimeOutDoesNothing() {
    var trip = stage.start();
    stage.handle(new TripOverdue(trip), stage.timeout(trip));

    stage.handle(new FlightBooked(trip, BigDecimal.ONE));

    assertThat(stage.state(trip)).isEqualTo("CALLED_OFF");
    assertThat(stage.emitted(trip)).hasSize(1);
  }

  @Test
  void aTimeOutOfTheTimeBeforeDoesNothingToAStateThatWasEnteredAgain() {
    var trip = stage.start();
    stage.handle(new FlightBooked(trip, BigDecimal.ONE));
    var before = stage.timeout(trip);
    stage.handle(new FlightMoved(trip));
    var now = stage.timeout(trip);

    stage.handle(new TripOverdue(trip), before);
    assertThat(stage.state(trip)).isEqualTo("HOTEL");
    assertThat(stage.scheduled(trip)).containsExactly(now);

    stage.handle(new TripOverdue(trip), now);
    assertThat(stage.state(trip)).isEqualTo("CALLED_OFF");
  }

  @Test
  void aTimeOutOfNobodysDoesNothing() {
    var trip = stage.start();

    stage.handle(new TripOverdue(trip), UUID.randomUUID().toString());
    stage.handle(new TripOverdue("nobody"), UUID.randomUUID().toString());

    assertThat(stage.state(trip)).isEqualTo("FLIGHT");
  }

  private static Duration wait(String trip) {
    var row = stage.row(trip);
    return Duration.between(
        row.getOffsetDateTime("entered_at"), row.getOffsetDateTime("timeout_at"));
  }
}
