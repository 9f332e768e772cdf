package dev.weft.kit.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kit.Transaction;
import dev.weft.kit.saga.Trip.FlightBooked;
import dev.weft.kit.saga.Trip.FlightLost;
import dev.weft.kit.saga.Trip.HotelBooked;
import dev.weft.kit.saga.Trip.HotelFull;
import dev.weft.kit.saga.Trip.State;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A saga by its messages alone, each in a transaction, on a real database. */
final class SagaTest {

  private static final BigDecimal PRICE = new BigDecimal("120.50");

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
  void messagesMoveItAndItsDataKeepTheirDigits() {
    var trip = stage.start();
    assertThat(stage.state(trip)).isEqualTo("FLIGHT");

    stage.handle(new FlightBooked(trip, PRICE));
    assertThat(stage.state(trip)).isEqualTo("HOTEL");
    assertThat(stage.row(trip).getString("text")).contains("\"spent\": 120.50");

    stage.handle(new HotelBooked("Ritz", trip));
    assertThat(stage.state(trip)).isEqualTo("BOOKED");
    assertThat(stage.row(trip).getString("text")).contains("\"hotel\": \"Ritz\"");
    assertThat(stage.row(trip).getOffsetDateTime("ended_at")).isNotNull();
    assertThat(stage.emitted(trip))
        .containsExactly("trips.TripBooked {\"trip\":\"%s\"}".formatted(trip));
  }

  @Test
  void aCrashOnTheWayLeavesTheOldStateAndItsTimeOutAndEmitsNothing() {
    var trip = stage.start();
    stage.handle(new FlightBooked(trip, PRICE));
    var timeout = stage.timeout(trip);

    assertThatThrownBy(
            () ->
                stage.in(
                    tx -> {
                      Trip.SAGA.handle(new HotelFull(trip), "any", tx);
                      throw new IllegalStateException("crash");
                    }))
        .hasMessage("crash");

    assertThat(stage.state(trip)).isEqualTo("HOTEL");
    assertThat(stage.scheduled(trip)).containsExactly(timeout);
    assertThat(stage.emitted(trip)).isEmpty();
    stage.handle(new HotelFull(trip));
    assertThat(stage.emitted(trip)).hasSize(2);
  }

  @Test
  void aStartThatRollsBackHasStartedNothing() {
    var trip = "never-" + UUID.randomUUID();
    assertThatThrownBy(
            () ->
                stage.in(
                    tx -> {
                      Trip.SAGA.start(tx, trip, Trip.plan(trip));
                      throw new IllegalStateException("crash");
                    }))
        .hasMessage("crash");

    assertThat(stage.database().count("SELECT count(*) FROM weft_saga WHERE key = $1", trip))
        .isZero();
    assertThat(stage.scheduled(trip)).isEmpty();
  }

  @Test
  void aSecondStartOfAKeyChangesNothingAndSaysSo() {
    var trip = stage.start();
    stage.handle(new FlightBooked(trip, PRICE));
    var timeout = stage.timeout(trip);

    stage.in(tx -> assertThat(Trip.SAGA.start(tx, trip, Trip.plan(trip))).isFalse());

    assertThat(stage.state(trip)).isEqualTo("HOTEL");
    assertThat(stage.row(trip).getString("text")).contains("120.50");
    assertThat(stage.scheduled(trip)).containsExactly(timeout);

    stage.handle(new HotelFull(trip));
    stage.in(tx -> assertThat(Trip.SAGA.start(tx, trip, Trip.plan(trip))).isFalse());
    assertThat(stage.state(trip)).isEqualTo("CALLED_OFF");
  }

  @Test
  void whatAStateDoesNotTakeChangesNothing() {
    var trip = stage.start();
    var before = stage.row(trip).toJson();

    stage.handle(new HotelBooked("Ritz", trip));

    assertThat(stage.row(trip).toJson()).isEqualTo(before);
    assertThat(stage.emitted(trip)).isEmpty();
  }

  @Test
  void aMessageForASagaThatHasEndedOrIsNotThereChangesNothing() {
    var trip = stage.start();
    stage.handle(new HotelFull(trip));
    var before = stage.row(trip).toJson();
    var emitted = stage.emitted(trip);

    stage.handle(new HotelFull(trip));
    stage.handle(new FlightBooked(trip, PRICE));
    stage.handle(new FlightBooked("nobody", PRICE));

    assertThat(stage.row(trip).toJson()).isEqualTo(before);
    assertThat(stage.emitted(trip)).isEqualTo(emitted);
    assertThat(stage.database().count("SELECT count(*) FROM weft_saga WHERE key = 'nobody'"))
        .isZero();
  }

  @Test
  void whatWasDoneIsUndoneTheLastFirstAndOnce() {
    var trip = stage.start();
    stage.handle(new FlightBooked(trip, PRICE));
    assertThat(stage.emitted(trip)).isEmpty();

    stage.handle(new HotelFull(trip));
    stage.handle(new HotelFull(trip));

    assertThat(stage.state(trip)).isEqualTo("CALLED_OFF");
    assertThat(stage.row(trip).getString("reason")).isEqualTo("no hotel in HOTEL");
    assertThat(stage.emitted(trip))
        .containsExactly(
            "trips.FlightCancelled {\"trip\":\"%s\",\"price\":120.50}".formatted(trip),
            "trips.DepositReturned {\"trip\":\"%s\"}".formatted(trip));
    assertThat(stage.row(trip).getJsonArray("compensations")).isEmpty();
  }

  @Test
  void whatWasUndoneOnTheWayIsNotUndoneAgain() {
    var trip = stage.start();
    stage.handle(new FlightBooked(trip, PRICE));
    stage.handle(new FlightLost(trip));
    assertThat(stage.state(trip)).isEqualTo("FLIGHT");
    assertThat(stage.emitted(trip)).hasSize(2);

    stage.handle(new FlightBooked(trip, new BigDecimal("80.00")));
    stage.handle(new HotelFull(trip));

    assertThat(stage.emitted(trip))
        .hasSize(3)
        .last()
        .isEqualTo("trips.FlightCancelled {\"trip\":\"%s\",\"price\":80.00}".formatted(trip));
  }

  @Test
  void onlyWhatWasDoneIsUndone() {
    var trip = stage.start();
    stage.handle(new HotelFull(trip));

    assertThat(stage.emitted(trip))
        .containsExactly("trips.DepositReturned {\"trip\":\"%s\"}".formatted(trip));
  }

  @Test
  void dataThatLeadToTheTimeOutOfAnotherKeyAreRefused() {
    assertThatThrownBy(() -> stage.in(tx -> Trip.SAGA.start(tx, "this", Trip.plan("that"))))
        .hasMessageContaining("is of another key");
  }

  @Test
  void aStateThatNoVersionKnowsIsAFailureAndNothingIsLost() {
    var trip = stage.start();
    stage.database().execute("UPDATE weft_saga SET state = 'TRAIN' WHERE key = $1", trip);

    assertThatThrownBy(() -> stage.handle(new FlightBooked(trip, PRICE)))
        .hasMessageContaining("TRAIN");
    assertThat(stage.state(trip)).isEqualTo("TRAIN");
  }

  @Test
  void aProcessThatBeganBeforeTheSagaIsTakenUpByItsFirstMessage() {
    var trip = "old-" + UUID.randomUUID();
    var saga = new TakenUp().saga;
    stage.in(tx -> saga.handle(new FlightBooked(trip, PRICE), "any", tx));
    stage.in(tx -> saga.handle(new FlightBooked("unheard-of", PRICE), "any", tx));

    assertThat(stage.state(trip)).isEqualTo("HOTEL");
    assertThat(stage.database().count("SELECT count(*) FROM weft_saga WHERE key = 'unheard-of'"))
        .isZero();
  }

  /** A trip that knows those of before by their names. */
  private static final class TakenUp {

    private final Saga<State, Trip.Plan> saga =
        Saga.named("taken-up", State.class, Trip.Plan.class)
            .startsIn(State.FLIGHT)
            .endsIn(State.BOOKED, State.CALLED_OFF)
            .on(State.FLIGHT, FlightBooked.class, (_, _, step) -> step.to(State.HOTEL))
            .on(State.HOTEL, HotelFull.class, (_, _, step) -> step.to(State.CALLED_OFF))
            .ifAbsent(
                (key, tx) -> {
                  if (key.startsWith("old-")) {
                    takeUp(key, tx);
                  }
                })
            .build();

    private void takeUp(String key, Transaction tx) {
      saga.start(tx, key, Trip.plan(key));
    }
  }
}
