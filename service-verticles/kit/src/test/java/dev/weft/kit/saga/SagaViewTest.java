package dev.weft.kit.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kit.saga.Trip.FlightBooked;
import dev.weft.kit.saga.Trip.HotelFull;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see of sagas, and what is removed in the end. */
final class SagaViewTest {

  private SagaStage stage;
  private SagaView view;

  @BeforeEach
  void open() {
    stage = new SagaStage();
    view = new SagaView(stage.database().admin(), "travel", List.of(Trip.SAGA.plan()));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void onlyThoseThatAreOverdueOrHaveAFailingMessageAreStuck() {
    var fine = stage.start();
    var overdue = stage.start();
    set(overdue, "timeout_at = now() - interval '2 minutes'");
    var due = stage.start();
    set(due, "timeout_at = now() - interval '5 seconds'");
    var forgotten = stage.start();
    set(forgotten, "timeout_at = NULL, entered_at = now() - interval '61 minutes'");
    var dead = stage.start();
    deadLetter("trips.HotelFull::travel", dead, "no such hotel");
    var held = stage.start();
    held("trips.FlightBooked::travel", held, "no such flight");
    var elsewhere = stage.start();
    deadLetter("trips.HotelFull::hotels", elsewhere, "somebody else's");
    var ended = stage.start();
    stage.handle(new HotelFull(ended));
    deadLetter("trips.FlightBooked::travel", ended, "too late anyhow");

    assertThat(keys(Map.of("stuck", "true")))
        .containsExactlyInAnyOrder(overdue, forgotten, dead, held);
    assertThat(keys(Map.of("stuck", "false"))).containsExactlyInAnyOrder(fine, due, elsewhere);
    assertThat(show(overdue).getBoolean("overdue")).isTrue();
    assertThat(show(dead).getBoolean("overdue")).isFalse();
    assertThat(show(dead).getJsonArray("failing").getJsonObject(0).getMap())
        .containsEntry("subscription", "trips.HotelFull::travel")
        .containsEntry("reason", "no such hotel")
        .containsKey("deadLetter");
    assertThat(show(held).getJsonArray("failing").getJsonObject(0).getMap())
        .containsEntry("subscription", "trips.FlightBooked::travel")
        .containsEntry("reason", "no such flight")
        .doesNotContainKey("deadLetter");
    assertThat(show(ended).getBoolean("stuck")).isFalse();
  }

  @Test
  void filtersApplyTogetherAndThoseThatHaveEndedAreListedByTheirState() {
    var flight = stage.start();
    var hotel = stage.start();
    stage.handle(new FlightBooked(hotel, BigDecimal.ONE));
    var old = stage.start();
    set(old, "entered_at = now() - interval '30 minutes'");
    var ended = stage.start();
    stage.handle(new HotelFull(ended));

    assertThat(keys(Map.of())).containsExactlyInAnyOrder(flight, hotel, old);
    assertThat(keys(Map.of("state", "HOTEL"))).containsExactly(hotel);
    assertThat(keys(Map.of("state", "CALLED_OFF"))).containsExactly(ended);
    assertThat(keys(Map.of("saga", "voyage"))).isEmpty();
    var halfAnHour = OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(20).toString();
    assertThat(keys(Map.of("saga", "trip", "older", halfAnHour))).containsExactly(old);
    assertThat(view.list(SagaFilter.parse(Map.of()), 1).await().getLong("matching")).isEqualTo(3);
    assertThat(keys(Map.of())).first().isEqualTo(old);
  }

  @Test
  void oneIsShownWithItsDataAndWhatWouldUndoIt() {
    var trip = stage.start();
    stage.handle(new FlightBooked(trip, new BigDecimal("120.50")));

    var shown = show(trip);

    assertThat(shown.getString("data")).contains("\"spent\": 120.50");
    assertThat(shown.getString("timeoutId")).isEqualTo(stage.timeout(trip));
    assertThat(shown.getJsonArray("compensations").stream())
        .extracting(one -> ((JsonObject) one).getString("type"))
        .containsExactly("trips.DepositReturned", "trips.FlightCancelled");
    assertThat(view.show("trip", "nobody").await()).isEmpty();
  }

  @Test
  void gaugesTellHowManyAreInEachStateAndHowManyAreStuck() {
    var meters = new SimpleMeterRegistry();
    var gauges = new SagaGauges(meters, "travel", List.of(Trip.SAGA.plan()));
    stage.start();
    set(stage.start(), "timeout_at = now() - interval '2 minutes'");
    stage.handle(new FlightBooked(stage.start(), BigDecimal.ONE));
    stage.handle(new HotelFull(stage.start()));

    gauges.show(view.counts().await());

    assertThat(meters.get("weft.sagas").tag("state", "FLIGHT").gauge().value()).isEqualTo(2);
    assertThat(meters.get("weft.sagas").tag("state", "HOTEL").gauge().value()).isEqualTo(1);
    assertThat(meters.find("weft.sagas").tag("state", "CALLED_OFF").gauge()).isNull();
    assertThat(meters.get("weft.sagas.stuck").tag("saga", "trip").gauge().value()).isEqualTo(1);
  }

  @Test
  void onlyThoseThatEndedLongAgoAreRemoved() {
    var open = stage.start();
    set(open, "started_at = now() - interval '90 days'");
    var lately = stage.start();
    stage.handle(new HotelFull(lately));
    set(lately, "ended_at = now() - interval '29 days'");
    var longAgo = stage.start();
    stage.handle(new HotelFull(longAgo));
    set(longAgo, "ended_at = now() - interval '31 days'");

    assertThat(SagaPurge.run(stage.database().admin()).await()).isEqualTo(1);

    assertThat(stage.database().rows("SELECT key FROM weft_saga"))
        .extracting(row -> row.getString("key"))
        .containsExactlyInAnyOrder(open, lately);
  }

  private Set<String> keys(Map<String, String> filter) {
    var keys = new LinkedHashSet<String>();
    view.list(SagaFilter.parse(filter), 100)
        .await()
        .getJsonArray("sagas")
        .forEach(saga -> keys.add(((JsonObject) saga).getString("key")));
    return keys;
  }

  private JsonObject show(String key) {
    return view.show("trip", key).await().orElseThrow();
  }

  private void set(String key, String what) {
    stage.database().execute("UPDATE weft_saga SET " + what + " WHERE key = $1", key);
  }

  private void deadLetter(String subscription, String key, String reason) {
    stage
        .database()
        .execute(
            """
            INSERT INTO weft_dead_letter
                   (subscription, source, message_id, type, key, payload, reason, attempts)
            VALUES ($1, '/test', gen_random_uuid()::text, 'trips.Any', $2, '', $3, 5)\
            """,
            subscription,
            key,
            reason);
  }

  private void held(String subscription, String key, String reason) {
    stage
        .database()
        .execute("INSERT INTO weft_held_key VALUES ($1, $2, 'infinity')", subscription, key);
    stage
        .database()
        .execute(
            """
            INSERT INTO weft_held (subscription, key, source, message_id, named, type, payload,
                   properties, traceparent, attempts, reason)
            SELECT $1, $2, '/test', gen_random_uuid()::text, true, 'trips.Any', '', '{}', '', n,
                   CASE WHEN n > 0 THEN $3 END
              FROM unnest(ARRAY[2, 0]) AS n\
            """,
            subscription,
            key,
            reason);
  }
}
