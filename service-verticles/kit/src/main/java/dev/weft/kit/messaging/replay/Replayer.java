package dev.weft.kit.messaging.replay;

import dev.weft.kit.messaging.broker.Broker;
import dev.weft.kit.messaging.outbox.PartitionDuty;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends kept messages again to the subscription that asks for them, and to nobody else. The holder
 * of a partition does its share, one message after the other, so that keys keep their order; it
 * goes on where another one stopped.
 */
public final class Replayer implements PartitionDuty {

  private static final Logger LOG = LoggerFactory.getLogger(Replayer.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** So few that large messages of all partitions fit into the memory. */
  static final int BATCH = 20;

  private final Vertx vertx;
  private final ReplayTable table;
  private final Broker broker;
  private final String source;
  private final Set<Integer> busy = new HashSet<>();
  private long timer = -1;
  private boolean stopped;

  /**
   * Does nothing before it is started.
   *
   * @param source the CloudEvents source that the messages had
   */
  public Replayer(Vertx vertx, Pool pool, Broker broker, String source) {
    this.vertx = vertx;
    this.table = new ReplayTable(pool);
    this.broker = broker;
    this.source = source;
  }

  @Override
  public void start(Post post) {
    look(post);
  }

  @Override
  public void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
  }

  private void look(Post post) {
    var leases = post.leases();
    var open =
        leases.partitions().length == 0 || !broker.state().connected()
            ? Future.succeededFuture(List.<ReplayPart>of())
            : table.open(leases);
    open.onFailure(e -> LOG.warn("replays can not be read: {}", e.toString()))
        .onSuccess(parts -> parts.forEach(part -> begin(post, part)))
        .onComplete(_ -> lookLater(post));
  }

  private void lookLater(Post post) {
    if (!stopped) {
      timer = vertx.setTimer(EVERY.toMillis(), _ -> look(post));
    }
  }

  private void begin(Post post, ReplayPart part) {
    if (busy.add(part.partition())) {
      goOn(post, part);
    }
  }

  /** Until there is nothing left, or something is in the way: then a later look begins again. */
  private void goOn(Post post, ReplayPart part) {
    if (stopped) {
      return;
    }
    table
        .next(part, BATCH)
        .compose(rows -> new ReplayBatch(post.context(), broker, source, part).send(rows))
        .compose(progress -> note(post, progress))
        .onComplete(
            noted -> {
              if (noted.failed()) {
                LOG.warn("replay {}: {}", part.replay(), noted.cause().toString());
              }
              if (noted.succeeded() && noted.result().goesOn()) {
                goOn(post, noted.result().part());
              } else {
                busy.remove(part.partition());
              }
            });
  }

  private Future<Progress> note(Post post, Progress progress) {
    return table
        .advance(post.leases(), progress)
        .map(held -> held ? progress : progress.interrupt());
  }
}
