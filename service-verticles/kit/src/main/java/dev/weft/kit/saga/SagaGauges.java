package dev.weft.kit.saga;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** How many sagas are in which state, and how many of them are stuck, as of the last look. */
final class SagaGauges {

  private volatile List<SagaView.Count> latest = List.of();

  SagaGauges(MeterRegistry meters, String service, List<SagaPlan<?, ?>> sagas) {
    for (var saga : sagas) {
      for (var state : saga.openStates()) {
        Gauge.builder("weft.sagas", this, gauges -> gauges.in(saga.name(), state))
            .description("Sagas that have not ended")
            .tag("service", service)
            .tag("saga", saga.name())
            .tag("state", state)
            .register(meters);
      }
      Gauge.builder("weft.sagas.stuck", this, gauges -> gauges.stuck(saga.name()))
          .description("Sagas that are overdue, or have a message that fails")
          .tag("service", service)
          .tag("saga", saga.name())
          .register(meters);
    }
  }

  void show(List<SagaView.Count> numbers) {
    latest = numbers;
  }

  private long in(String saga, String state) {
    return latest.stream()
        .filter(number -> number.saga().equals(saga) && number.state().equals(state))
        .mapToLong(SagaView.Count::all)
        .sum();
  }

  private long stuck(String saga) {
    return latest.stream()
        .filter(number -> number.saga().equals(saga))
        .mapToLong(SagaView.Count::stuck)
        .sum();
  }
}
