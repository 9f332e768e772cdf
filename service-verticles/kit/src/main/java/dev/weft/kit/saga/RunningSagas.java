package dev.weft.kit.saga;

import dev.weft.node.Node;
import dev.weft.node.management.Handle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the sagas of a service that runs: tells of them, and removes those of long ago. */
public final class RunningSagas {

  private static final Logger LOG = LoggerFactory.getLogger(RunningSagas.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);
  private static final Duration PURGE_EVERY = Duration.ofMinutes(10);

  private RunningSagas() {}

  /** Begins, until the handle is closed. */
  public static Handle start(Node node, String service, Pool pool, List<Saga<?, ?>> sagas) {
    var plans = sagas.stream().<SagaPlan<?, ?>>map(Saga::plan).toList();
    var view = new SagaView(pool, service, plans);
    var gauges = new SagaGauges(node.meters(), service, plans);
    var handles =
        List.of(
            SagaRoutes.mount(node.managementRoutes(), service, view),
            every(LOOK_EVERY, node.vertx(), () -> view.counts().onSuccess(gauges::show)),
            every(PURGE_EVERY, node.vertx(), () -> SagaPurge.run(pool)));
    return () -> handles.forEach(Handle::close);
  }

  private static Handle every(Duration time, Vertx vertx, Supplier<Future<?>> work) {
    var timer =
        vertx.setPeriodic(
            time.toMillis(),
            _ -> work.get().onFailure(e -> LOG.warn("sagas were not looked after: {}", "" + e)));
    return () -> vertx.cancelTimer(timer);
  }
}
