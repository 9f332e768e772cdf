package dev.weft.testkit;

import static org.awaitility.Awaitility.await;

import dev.weft.kit.Service;
import dev.weft.kit.ServiceHandle;
import dev.weft.kit.ServiceRuntime;
import dev.weft.kit.Transaction;
import dev.weft.kit.messaging.broker.SendOutcome;
import dev.weft.node.Node;
import dev.weft.node.NodeInfo;
import dev.weft.stack.embedded.FreshDatabase;
import dev.weft.stack.embedded.SharedDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * A service that runs on a database and a broker of its own; its first load is done and anybody may
 * call it. Safe for any thread.
 */
public final class RunningService implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Service service;
  private final Kinds kinds;
  private final FreshDatabase database;
  private final BrokerOfTest broker;
  private final Node node;
  private final Surroundings surroundings;
  private final TestTransactions transactions;
  private final ServiceHandle handle;
  private final Caller caller;

  private RunningService(Service service, ServiceTest.Kind kind, FreshDatabase database) {
    this.service = service;
    this.kinds = Kinds.of(service);
    this.database = database;
    this.broker =
        switch (kind) {
          case ARTEMIS -> ArtemisOfTest.start(service.name(), kinds);
          case MEMORY -> new MemoryOfTest(service.name(), kinds);
        };
    var config = Settings.of(service.name(), database);
    this.node = Node.start(config.node(), new NodeInfo(service.name(), "test"));
    this.surroundings = new Surroundings(broker.operator(node.vertx()), kinds);
    surroundings.start();
    this.transactions =
        new TestTransactions(node.vertx(), service.name(), config.database(), kinds);
    this.handle = ServiceRuntime.start(node, service, config, broker.service(node.vertx()));
    this.caller = new Caller(handle.httpPort());
    node.partsHaveStarted();
  }

  /** Starts it on an Artemis with the rights of {@code conf/broker/broker.xml}. */
  public static RunningService start(Service service) {
    return start(service, ServiceTest.Kind.ARTEMIS);
  }

  /** Starts it and waits until it is ready. Awaitility waits for up to a minute from then on. */
  public static RunningService start(Service service, ServiceTest.Kind broker) {
    Awaitility.setDefaultTimeout(PATIENCE);
    return start(service, broker, SharedDatabase.fresh(service.name()));
  }

  static RunningService start(Service service, ServiceTest.Kind broker, FreshDatabase database) {
    return new RunningService(service, broker, database);
  }

  /** What the service publishes about itself. */
  public Contract contract() {
    return Contract.of(get("/openapi.json").body());
  }

  public Reply get(String path) {
    return call(Call.get(path));
  }

  public Reply post(String path, String json) {
    return call(Call.post(path, json));
  }

  public Reply put(String path, String json) {
    return call(Call.put(path, json));
  }

  /** Calls an endpoint. */
  public Reply call(Call call) {
    return caller.call(call);
  }

  /** Sends a message to the service and waits until the broker has it. */
  public void deliver(Record message) {
    deliver(message, UUID.randomUUID().toString());
  }

  /** Sends a message with an id of the test's own, so that it can be sent again. */
  public void deliver(Record message, String id) {
    var outcome = surroundings.deliver(message, id);
    if (!(outcome instanceof SendOutcome.Accepted)) {
      throw new AssertionError("the broker did not take " + message + ": " + outcome);
    }
  }

  /** What the service has emitted of a type so far, in the order in which it arrived. */
  public <M extends Record> List<M> heard(Class<M> type) {
    return surroundings.heard(type);
  }

  /** Does something in a transaction on the service's database, and may emit what it emits. */
  void in(Consumer<Transaction> work) {
    transactions.run(work);
  }

  /** Waits until the service has handled all that was sent, and all that it emitted was heard. */
  public void awaitQuiet() {
    await().until(this::quiet);
  }

  /** The single number that a query answers. */
  public long number(String sql) {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    surroundings.close();
    transactions.close();
    node.stop().toCompletionStage().toCompletableFuture().join();
    broker.close();
  }

  private boolean quiet() {
    return quiet(() -> number("select count(*) from weft_outbox") == 0);
  }

  /** In the order in which messages go, so that none slips by. */
  boolean quiet(BooleanSupplier nothingInTheTables) {
    return broker.nothingFor(service.name(), kinds.heard().types())
        && nothingInTheTables.getAsBoolean()
        && broker.nothingFor(Surroundings.NAME, kinds.emitted().types());
  }

  /** The other services. */
  Surroundings surroundings() {
    return surroundings;
  }

  /** Has the service look for what is due now. */
  void wake() {
    handle.wake();
  }
}
