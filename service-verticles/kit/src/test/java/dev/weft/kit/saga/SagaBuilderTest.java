package dev.weft.kit.saga;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.codecs.Encrypted;
import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import dev.weft.kit.saga.Trip.FlightBooked;
import dev.weft.kit.saga.Trip.HotelFull;
import dev.weft.kit.saga.Trip.State;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Mistakes in a saga are told when it is built. */
final class SagaBuilderTest {

  @MessageType(name = "trips.Secret")
  record Secret(@MessageKey String trip, @Encrypted(subject = "trip") String what) {}

  record Confidential(@MessageKey String trip, @Encrypted(subject = "trip") String what) {}

  private final SagaBuilder<State, Trip.Plan> good =
      Saga.named("trip", State.class, Trip.Plan.class)
          .startsIn(State.FLIGHT)
          .endsIn(State.BOOKED, State.CALLED_OFF)
          .on(State.FLIGHT, FlightBooked.class, (_, _, step) -> step.to(State.HOTEL))
          .on(State.HOTEL, HotelFull.class, (_, _, step) -> step.to(State.CALLED_OFF));

  @Test
  void aNameThatFitsInNoPathIsTold() {
    refused(Saga.named("a trip", State.class, Trip.Plan.class)::build, "needs a name of letters");
  }

  @Test
  void aStateThatNothingLeadsOutOfIsTold() {
    var builder =
        Saga.named("trip", State.class, Trip.Plan.class)
            .startsIn(State.FLIGHT)
            .endsIn(State.BOOKED)
            .on(State.FLIGHT, FlightBooked.class, (_, _, step) -> step.to(State.HOTEL));
    refused(builder::build, "has ended in HOTEL, or else takes messages in it");
  }

  @Test
  void anEndThatTakesMessagesIsTold() {
    refused(
        good.on(State.BOOKED, HotelFull.class, (_, _, step) -> step.stay())::build,
        "has ended in BOOKED");
  }

  @Test
  void aSagaThatBeginsAtItsEndIsTold() {
    refused(good.startsIn(State.BOOKED)::build, "a state to start in");
  }

  @Test
  void twoTransitionsOfAMessageInAStateAreTold() {
    refused(
        () -> good.on(State.HOTEL, HotelFull.class, (_, _, step) -> step.stay()),
        "takes HotelFull twice in HOTEL");
  }

  @Test
  void aTimeOutThatNobodyTakesIsTold() {
    refused(
        good.timeoutsBy(Trip.TripOverdue.class, plan -> new Trip.TripOverdue(plan.trip()))
                .timeout(State.HOTEL, Duration.ofMinutes(1))
            ::build,
        "has a time-out in HOTEL, but does not say what it does there");
  }

  @Test
  void whatIsEncryptedIsNotKeptInARow() {
    refused(good.undoneBy(Secret.class)::build, "trips.Secret has encrypted fields");
    refused(
        Saga.named("trip", State.class, Confidential.class)
                .startsIn(State.FLIGHT)
                .endsIn(State.HOTEL, State.BOOKED, State.CALLED_OFF)
                .on(State.FLIGHT, FlightBooked.class, (_, _, step) -> step.to(State.HOTEL))
            ::build,
        "is no message, and encrypts nothing");
  }

  private static void refused(ThrowingCallable call, String why) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(why);
  }
}
