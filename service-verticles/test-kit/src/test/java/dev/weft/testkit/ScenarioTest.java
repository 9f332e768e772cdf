package dev.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testkit.ParcelService.Arrived;
import dev.weft.testkit.ParcelService.LateCheck;
import dev.weft.testkit.ParcelService.Lost;
import dev.weft.testkit.ParcelService.Sent;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

@ServiceTest(ParcelService.class)
final class ScenarioTest {

  private static final BigDecimal HEAVY = new BigDecimal("12.50");
  private static final String STRIKE = "insert into strike default values";

  private final Scenario parcels;

  ScenarioTest(Scenario parcels) {
    this.parcels = parcels;
  }

  @Test
  void aMessageLeavesRowsAndMessages() {
    parcels
        .when(new Sent(7, HEAVY))
        .emitted(new Arrived(7, HEAVY))
        .rows("select id, number, weight from parcel", "1 | 7 | 12.50");
  }

  @Test
  void nothingIsLeftOfAnotherScenarioButWhatMigrationsHaveWritten() {
    parcels
        .given(new Sent(7, HEAVY))
        .when(new Sent(8, HEAVY))
        .emitted(new Arrived(8, HEAVY))
        .rows("select id, number from parcel order by id", "1 | 7", "2 | 8")
        .rows("select zone from tariff order by price", "near", "far");
  }

  @Test
  void theSameMessageHasItsEffectOnce() {
    parcels
        .given(new Sent(7, HEAVY))
        .again()
        .emittedNothing()
        .rows("select count(*) from parcel", "1");
  }

  @Test
  void anEndpointIsCalled() {
    parcels
        .given("insert into parcel (number, weight) values (7, 12.50)")
        .when(Call.get("/parcels/7"))
        .answered(200, "{ \"weight\": 12.50, \"number\": 7 }")
        .emittedNothing()
        .and()
        .when(Call.get("/parcels/8"))
        .answered(404);
  }

  @Test
  void whatIsScheduledComesWhenTheTestLetsTimePassAndNotBefore() {
    parcels
        .when(Call.post("/parcels", "{\"number\":7}"))
        .answered(202)
        .emittedNothing()
        .and()
        .after(ParcelService.PATIENCE.minusMillis(1))
        .emittedNothing()
        .and()
        .after(Duration.ofMillis(1))
        .emitted(new LateCheck(7), new Lost(7));
  }

  @Test
  void aRequestThatIsSentAgainIsDoneOnceForADay() {
    var expect = Call.post("/parcels", "{\"number\":7}").with("Idempotency-Key", "k");
    parcels.when(expect).answered(202);
    parcels.when(expect).rows("select count(*) from weft_schedule", "1");
    parcels.after(Duration.ofHours(25)).emitted(new LateCheck(7), new Lost(7));
    parcels.when(expect).rows("select count(*) from weft_schedule", "1");
  }

  @Test
  void aMessageThatFailsIsHeldUntilTimePasses() {
    parcels
        .given(STRIKE)
        .when(new Sent(7, HEAVY))
        .held("there is a strike")
        .emittedNothing()
        .and()
        .given("delete from strike")
        .after(Duration.ofSeconds(1))
        .emitted(new Arrived(7, HEAVY));
  }

  @Test
  void allAttemptsAreMadeInTheTimeThatPasses() {
    parcels
        .given(STRIKE)
        .when(new Sent(7, HEAVY))
        .held("there is a strike")
        .and()
        .after(Duration.ofMinutes(1))
        .deadLetter("there is a strike")
        .emittedNothing()
        .rows("select attempts from weft_dead_letter", "5");
  }

  @Test
  void whatCannotBeReadIsADeadLetterAtOnce() {
    parcels
        .whenJson("parcels.Sent", "{\"number\":\"seven\"}")
        .deadLetter("number")
        .emittedNothing();
  }

  @Test
  void aFailureTellsWhatWasExpectedAndWhatCame() {
    var then = parcels.when(new Sent(7, HEAVY));
    assertThatThrownBy(() -> then.emitted(new Lost(7)))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessage(
            """
            parcels.Sent {"number":7,"weight":12.50}
              expected to be emitted:
                parcels.Lost {"number":7}
              but was:
                parcels.Arrived {"number":7,"weight":12.50}\
            """);
    assertThatThrownBy(then::emittedNothing)
        .hasMessageContaining("expected to be emitted:\n    nothing\n");
    assertThatThrownBy(() -> then.rows("select number from parcel", "8"))
        .hasMessageContaining("but was:\n    7");
    assertThatThrownBy(() -> then.deadLetter("any")).hasMessageContaining("but was:\n    nothing");
  }

  @Test
  void aMessageThatFailsFailsWhateverElseIsExpected() {
    var then = parcels.whenJson("parcels.Sent", "{}");
    assertThatThrownBy(then::emittedNothing)
        .hasMessageContaining("expected to be handled")
        .hasMessageContaining("dead letter after attempt 1: parcels.Sent");
    assertThatThrownBy(() -> parcels.given(new Sent(7, HEAVY)).given(new Sent(7, HEAVY)))
        .hasMessageContaining("held after attempt 1")
        .hasMessageContaining("duplicate key");
  }

  @Test
  void relaysLoseNoLeaseWhereTheClockLeaps() {
    parcels
        .given("create table epochs as select sum(epoch) as before from weft_partition")
        .after(Duration.ofDays(2))
        .and()
        .when(new Sent(7, HEAVY))
        .emitted(new Arrived(7, HEAVY))
        .rows("select sum(epoch) - (select before from epochs) from weft_partition", "0")
        .and()
        .given("drop table epochs");
  }

  @Test
  void theClockOfTheDatabaseStandsStill() {
    var clock = "select clock_timestamp() = now(), now() - pg_catalog.now() > interval '1 day'";
    parcels.when(new Sent(7, HEAVY)).rows(clock, "t | f");
    parcels
        .after(Duration.ofDays(2))
        .rows(clock, "t | t")
        .rows("select arrived < now() - interval '1 day' from parcel", "t");
    assertThat(parcels.when(Call.get("/parcels/7")).reply().status()).isEqualTo(200);
  }
}
