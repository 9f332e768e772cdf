package dev.weft.kit.messaging.amqp;

import dev.weft.codecs.AmqpContent;
import dev.weft.kit.messaging.broker.SendOutcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonDelivery;
import io.vertx.proton.ProtonSender;
import io.vertx.proton.ProtonSession;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * The sending link to one address on one connection. Keeps what the broker gave no credit for, and
 * answers every send, whatever happens to the link. It has a session of its own, because a broker
 * may end the whole session of a link that it refuses. Runs on the connection's context only.
 */
final class Outlet {

  private static final Set<String> NO_ADDRESS =
      Set.of(
          "amqp:not-found",
          "amqp:unauthorized-access",
          "amqp:resource-deleted",
          "amqp:not-allowed",
          "amqp:illegal-state");
  private static final String NO_ROOM = "amqp:resource-limit-exceeded";

  private final ProtonConnection connection;
  private final Dialect dialect;
  private final String address;
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private final Set<Pending> unsettled = new LinkedHashSet<>();
  private ProtonSession session;
  private ProtonSender sender;
  private boolean open;
  private boolean closed;

  /** Attaches; what is sent before the broker agrees waits. */
  Outlet(ProtonConnection connection, Dialect dialect, String address) {
    this.connection = connection;
    this.dialect = dialect;
    this.address = address;
    this.session = connection.createSession();
    this.sender = link();
  }

  private ProtonSender link() {
    open = false;
    var around = session;
    var link = around.createSender(dialect.target(address));
    link.openHandler(
            done -> {
              // A refused link is opened without a target before it is closed with the reason.
              open = done.succeeded() && link.getRemoteTarget() != null;
              pump();
            })
        .closeHandler(_ -> ended(around, link.getRemoteCondition()))
        .detachHandler(_ -> ended(around, link.getRemoteCondition()))
        .sendQueueDrainHandler(_ -> pump());
    around.closeHandler(_ -> ended(around, around.getRemoteCondition())).open();
    link.open();
    return link;
  }

  boolean closed() {
    return closed;
  }

  Future<SendOutcome> send(AmqpContent content, long now) {
    var pending = new Pending(content, now, Promise.promise());
    waiting.add(pending);
    pump();
    return pending.promise.future();
  }

  private void pump() {
    while (open && !closed && !waiting.isEmpty() && sender.getRemoteCredit() > 0) {
      transmit(waiting.remove());
    }
  }

  private void transmit(Pending pending) {
    var most = sender.getRemoteMaxMessageSize();
    if (most != null
        && most.longValue() > 0
        && pending.content.body().length() > most.longValue()) {
      pending.end(new SendOutcome.Refused("larger than the broker takes: " + most + " bytes"));
      return;
    }
    unsettled.add(pending);
    try {
      Message message = Messages.toProton(address, pending.content);
      sender.send(message, delivery -> answered(pending, delivery));
    } catch (RuntimeException e) {
      unsettled.remove(pending);
      pending.end(new SendOutcome.Refused("can not be encoded: " + e));
      recycle();
    }
  }

  /** A link with a half-written delivery never completes a later one: a new link takes over. */
  private void recycle() {
    var spoilt = session;
    session = connection.createSession();
    sender = link();
    endAll(unsettled, new SendOutcome.Away("its link was spoilt by another message"));
    spoilt.close();
    spoilt.free();
  }

  private void answered(Pending pending, ProtonDelivery delivery) {
    if (unsettled.remove(pending)) {
      pending.end(
          switch (delivery.getRemoteState()) {
            case Accepted _ -> SendOutcome.ACCEPTED;
            case Rejected rejected -> refused(rejected.getError());
            case Released _ when dialect.releasesWhatNobodyTakes() ->
                new SendOutcome.NoAddress("no queue takes what is sent to " + address);
            case null -> new SendOutcome.Away("settled without an outcome");
            default -> new SendOutcome.Away("the broker gave it back");
          });
    }
  }

  private static SendOutcome refused(@Nullable ErrorCondition error) {
    var reason = text(error);
    var condition = error == null ? "" : String.valueOf(error.getCondition());
    if (condition.equals(NO_ROOM)) {
      return new SendOutcome.Away(reason);
    }
    return NO_ADDRESS.contains(condition)
        ? new SendOutcome.NoAddress(reason)
        : new SendOutcome.Refused(reason);
  }

  private static String text(@Nullable ErrorCondition error) {
    if (error == null || error.getCondition() == null) {
      return "no reason given";
    }
    return error.getDescription() == null
        ? error.getCondition().toString()
        : error.getCondition() + ": " + error.getDescription();
  }

  private void ended(ProtonSession around, @Nullable ErrorCondition error) {
    if (closed || !around.equals(session)) {
      return;
    }
    closed = true;
    var condition = error == null ? "" : String.valueOf(error.getCondition());
    SendOutcome outcome =
        NO_ADDRESS.contains(condition)
            ? new SendOutcome.NoAddress(text(error))
            : new SendOutcome.Away("the broker closed the link: " + text(error));
    endAll(waiting, outcome);
    endAll(unsettled, outcome);
    around.close();
    around.free();
  }

  /** Answers all sends of a link whose connection is gone. */
  void abandon(String reason) {
    closed = true;
    endAll(waiting, new SendOutcome.Away(reason));
    endAll(unsettled, new SendOutcome.Away(reason));
  }

  /**
   * Gives up on sends that are older than the time.
   *
   * @return false when the broker owes an answer for one of them: then nothing on this connection
   *     can be trusted
   */
  boolean expire(long before) {
    while (!waiting.isEmpty() && waiting.element().since < before) {
      waiting.remove().end(new SendOutcome.Away("no credit from the broker for " + address));
    }
    return unsettled.isEmpty() || unsettled.iterator().next().since >= before;
  }

  private static void endAll(Collection<Pending> all, SendOutcome outcome) {
    var copy = List.copyOf(all);
    all.clear();
    copy.forEach(pending -> pending.end(outcome));
  }

  /** Compared by identity: two equal messages are two messages. */
  private static final class Pending {

    private final AmqpContent content;
    private final long since;
    private final Promise<SendOutcome> promise;

    Pending(AmqpContent content, long since, Promise<SendOutcome> promise) {
      this.content = content;
      this.since = since;
      this.promise = promise;
    }

    void end(SendOutcome outcome) {
      promise.tryComplete(outcome);
    }
  }
}
