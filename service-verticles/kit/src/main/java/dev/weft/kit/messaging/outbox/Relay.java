package dev.weft.kit.messaging.outbox;

import dev.weft.kit.messaging.broker.Broker;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends what has committed, for those partitions of the keys whose leases it holds: all relays of a
 * database share them. Lives on an event loop of its own and never blocks.
 */
public final class Relay {

  private final Context context;
  private final Broker broker;
  private final RelayObserver observer;
  private final List<PartitionDuty> duties;
  private final Backlog backlog = new Backlog();
  private final LeaseKeeper leases;
  private final OutboxLoader loader;
  private final OutboxSender sender;
  private boolean stopping;

  /**
   * A relay that does nothing before {@link #start()}.
   *
   * @param pool best one of its own: a relay that waits for a connection loses its leases
   * @param instance names this process to whoever looks into the tables
   */
  public Relay(Vertx vertx, Pool pool, Broker broker, String instance, RelayWork work) {
    this.context = ((VertxInternal) vertx).createEventLoopContext();
    this.broker = broker;
    this.observer = work.observer();
    this.duties = work.duties();
    this.leases =
        new LeaseKeeper(
            context,
            new Leases(pool, holder(instance), work.settings().lease()),
            new UnderLeases());
    var table = new OutboxTable(pool, work.settings().keep());
    var parts = new RelayParts(context, table, broker, work, backlog, new WaitingTypes());
    this.sender = new OutboxSender(parts, new Events());
    this.loader = new OutboxLoader(parts, leases::sending, this::turn);
  }

  /** Two processes of one name are two relays. */
  private static String holder(String instance) {
    return instance + " " + Integer.toHexString(ThreadLocalRandom.current().nextInt());
  }

  /** Begins to look for leases and, with them, for messages. */
  public void start() {
    broker.onConnected(this::wake);
    context.runOnContext(
        _ -> {
          leases.look();
          duties.forEach(duty -> duty.start(new OnDuty()));
        });
  }

  /** There may be something to send. Cheap; may be called from any thread, any number of times. */
  public void wake() {
    context.runOnContext(
        _ -> {
          loader.expect();
          turn();
        });
  }

  /** The partitions that this instance sends for. */
  public Future<Set<Integer>> partitions() {
    var answer = Promise.<Set<Integer>>promise();
    context.runOnContext(_ -> answer.complete(Set.copyOf(leases.sending().keySet())));
    return answer.future();
  }

  /** Sends nothing new, waits for what is under way, and lets go of the leases. */
  public Future<Void> stop() {
    var stopped = Promise.<Void>promise();
    context.runOnContext(
        _ -> {
          stopping = true;
          loader.stop();
          duties.forEach(PartitionDuty::stop);
          sender.flush();
          leases.leave().onComplete(stopped);
        });
    return stopped.future();
  }

  private void turn() {
    if (!stopping && sender.brokerThere()) {
      sender.send();
      loader.turn();
    }
  }

  private final class UnderLeases implements LeaseKeeper.Relaying {

    @Override
    public boolean isUseful() {
      return broker.state().connected();
    }

    @Override
    public void taken() {
      wake();
    }

    @Override
    public void givenUp(int partition) {
      backlog.dropWaiting(partition);
    }

    @Override
    public boolean idle(int partition) {
      return sender.idle(partition);
    }

    @Override
    public void ended(PartitionLease lease) {
      backlog.dropPartition(lease.partition());
      if (leases.holdsNone()) {
        observer.stoppedRelaying();
      }
    }
  }

  private final class Events implements RelayEvents {

    @Override
    public void progress() {
      turn();
      leases.releaseWhatIsIdle();
    }

    @Override
    public void lost(PartitionLease lease) {
      leases.lose(lease, "another instance has it");
    }
  }

  private final class OnDuty implements PartitionDuty.Post {

    @Override
    public Context context() {
      return context;
    }

    @Override
    public Fence leases() {
      return Fence.of(leases.sending().values());
    }

    @Override
    public void wake() {
      Relay.this.wake();
    }
  }
}
