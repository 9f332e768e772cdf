package dev.weft.kit.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weft.kit.Answer;
import dev.weft.kit.Handling;
import dev.weft.kit.Request;
import dev.weft.kit.Service;
import dev.weft.kit.ServiceDefinition;
import dev.weft.kit.ServiceMessages;
import dev.weft.kit.TestHost;
import dev.weft.kit.Transaction;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A saga as part of a service. */
final class SagaServiceTest {

  @Test
  void itsMessagesAreSubscriptionsOfTheService() {
    var messages = ServiceMessages.of(new Travel(travel -> travel.saga(Trip.SAGA)));

    assertThat(messages.subscribed())
        .containsExactlyInAnyOrder(
            Trip.FlightBooked.class,
            Trip.FlightMoved.class,
            Trip.FlightLost.class,
            Trip.HotelBooked.class,
            Trip.HotelFull.class,
            Trip.TripOverdue.class);
  }

  @Test
  void aMessageHasOneHandler() {
    refused(
        travel -> travel.saga(Trip.SAGA).on(Trip.HotelFull.class, (_, _) -> {}),
        "two handlers of " + Trip.HotelFull.class.getName());
    refused(travel -> travel.saga(Trip.SAGA).saga(Trip.SAGA, Handling.HOLD), "two sagas are named");
  }

  @Test
  void whatItEmitsByItselfIsDeclared() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceMessages.of(service(travel -> travel.saga(Trip.SAGA))))
        .withMessageContaining("add it to emits(...)");
  }

  @Test
  void operatorsSeeSagasOnTheManagementPort() throws Exception {
    try (var host = TestHost.start(new Travel(travel -> travel.saga(Trip.SAGA)))) {
      assertThat(host.post("/trips?key=one%2Fway", "{}").statusCode()).isEqualTo(201);
      assertThat(host.post("/trips?key=one%2Fway", "{}").statusCode()).isEqualTo(200);

      assertThat(host.management("/sagas/travel?saga=trip&state=FLIGHT").body())
          .contains("\"matching\":1", "\"key\":\"one/way\"", "\"stuck\":false");
      assertThat(host.management("/sagas/travel/trip/one%2Fway").body())
          .contains("\"state\":\"FLIGHT\"", "trips.DepositReturned");
      assertThat(host.management("/sagas/travel/trip/nobody").statusCode()).isEqualTo(404);
      var mistyped = host.management("/sagas/travel?stukc=true");
      assertThat(mistyped.statusCode()).isEqualTo(400);
      assertThat(mistyped.body()).contains("stukc", "older, saga, state, stuck");
      assertThat(host.management("/sagas/travel?older=1h").statusCode()).isEqualTo(400);
      assertThat(host.management("/sagas/travel?limit=0").statusCode()).isEqualTo(400);
    }
  }

  private static void refused(Consumer<ServiceDefinition> says, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceMessages.of(new Travel(says)))
        .withMessageContaining(why);
  }

  private static Service service(Consumer<ServiceDefinition> says) {
    return new Service() {
      @Override
      public String name() {
        return "travel";
      }

      @Override
      public void define(ServiceDefinition travel) {
        says.accept(travel);
      }
    };
  }

  /** Starts trips. */
  private record Travel(Consumer<ServiceDefinition> says) implements Service {
    @Override
    public String name() {
      return "travel";
    }

    @Override
    public void define(ServiceDefinition travel) {
      travel
          .emits(
              Trip.TripOverdue.class,
              Trip.TripBooked.class,
              Trip.DepositReturned.class,
              Trip.FlightCancelled.class)
          .post("/trips", Travel::start);
      says.accept(travel);
    }

    private static Answer start(Request request, Transaction tx) {
      var key = request.query("key").orElseThrow();
      return Trip.SAGA.start(tx, key, Trip.plan(key), new Trip.DepositReturned(key))
          ? Answer.created("/trips", Trip.plan(key))
          : Answer.ok(Trip.plan(key));
    }
  }
}
