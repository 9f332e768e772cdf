package dev.weft.kit.saga;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A trip: a flight, then a hotel, then it is booked. Whatever goes wrong undoes what was booked.
 */
final class Trip {

  enum State {
    FLIGHT,
    HOTEL,
    BOOKED,
    CALLED_OFF
  }

  record Plan(String trip, BigDecimal spent, @Nullable String hotel) {}

  @MessageType(name = "trips.FlightBooked")
  record FlightBooked(@MessageKey String trip, BigDecimal price) {}

  @MessageType(name = "trips.FlightMoved")
  record FlightMoved(@MessageKey String trip) {}

  @MessageType(name = "trips.FlightLost")
  record FlightLost(@MessageKey String trip) {}

  @MessageType(name = "trips.HotelBooked")
  record HotelBooked(@MessageKey String hotel, String trip) {}

  @MessageType(name = "trips.HotelFull")
  record HotelFull(@MessageKey String trip) {}

  @MessageType(name = "trips.TripOverdue")
  record TripOverdue(@MessageKey String trip) {}

  @MessageType(name = "trips.TripBooked")
  record TripBooked(@MessageKey String trip) {}

  @MessageType(name = "trips.DepositReturned")
  record DepositReturned(@MessageKey String trip) {}

  @MessageType(name = "trips.FlightCancelled")
  record FlightCancelled(@MessageKey String trip, BigDecimal price) {}

  static final Duration FLIGHT_WITHIN = Duration.ofHours(1);

  static final Saga<State, Plan> SAGA =
      Saga.named("trip", State.class, Plan.class)
          .startsIn(State.FLIGHT)
          .endsIn(State.BOOKED, State.CALLED_OFF)
          .on(State.FLIGHT, FlightBooked.class, Trip::flight)
          .on(Set.of(State.FLIGHT, State.HOTEL), HotelFull.class, Trip::full)
          .on(State.HOTEL, HotelBooked.class, Trip::hotel)
          .on(State.HOTEL, FlightMoved.class, (_, _, step) -> step.to(State.HOTEL))
          .on(
              State.HOTEL,
              FlightLost.class,
              (_, _, step) -> step.to(State.FLIGHT).compensating("the flight is lost"))
          .on(State.FLIGHT, TripOverdue.class, Trip::overdue)
          .on(State.HOTEL, TripOverdue.class, Trip::overdue)
          .correlate(HotelBooked.class, HotelBooked::trip)
          .timeoutsBy(TripOverdue.class, plan -> new TripOverdue(plan.trip()))
          .timeout(State.FLIGHT, FLIGHT_WITHIN)
          .timeout(State.HOTEL, Duration.ofHours(2))
          .undoneBy(DepositReturned.class, FlightCancelled.class)
          .build();

  private Trip() {}

  static Plan plan(String trip) {
    return new Plan(trip, new BigDecimal("0.00"), null);
  }

  private static Next<State, Plan> flight(Plan plan, FlightBooked flight, Step<State, Plan> step) {
    step.undoneBy(new FlightCancelled(plan.trip(), flight.price()));
    return step.to(State.HOTEL)
        .with(new Plan(plan.trip(), plan.spent().add(flight.price()), plan.hotel()));
  }

  private static Next<State, Plan> hotel(Plan plan, HotelBooked hotel, Step<State, Plan> step) {
    step.tx().emit(new TripBooked(plan.trip()));
    return step.to(State.BOOKED).with(new Plan(plan.trip(), plan.spent(), hotel.hotel()));
  }

  private static Next<State, Plan> full(Plan plan, HotelFull full, Step<State, Plan> step) {
    return step.to(State.CALLED_OFF).compensating("no hotel in " + step.state());
  }

  private static Next<State, Plan> overdue(Plan plan, TripOverdue late, Step<State, Plan> step) {
    return step.to(State.CALLED_OFF).compensating("nobody answered in " + step.state());
  }
}
