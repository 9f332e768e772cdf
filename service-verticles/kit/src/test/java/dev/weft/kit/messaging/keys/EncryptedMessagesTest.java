package dev.weft.kit.messaging.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weft.codecs.Encrypted;
import dev.weft.codecs.Format;
import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import dev.weft.kit.Answer;
import dev.weft.kit.BrokerConfig;
import dev.weft.kit.CallTokenConfig;
import dev.weft.kit.DatabaseConfig;
import dev.weft.kit.HttpConfig;
import dev.weft.kit.KeysConfig;
import dev.weft.kit.MessagesConfig;
import dev.weft.kit.Service;
import dev.weft.kit.ServiceConfig;
import dev.weft.kit.ServiceDefinition;
import dev.weft.kit.ServiceRuntime;
import dev.weft.kit.TestHost;
import dev.weft.kit.db.OpenDatabase;
import dev.weft.kit.messaging.TestBroker;
import dev.weft.node.Node;
import dev.weft.node.NodeInfo;
import dev.weft.node.StartFailure;
import dev.weft.node.config.Secret;
import dev.weft.stack.embedded.SharedDatabase;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services as their teams start them: one tells a name, in CBOR; others may or may not read it. */
final class EncryptedMessagesTest {

  private static final String TYPE = "foodmart.customers.CustomerRegistered";
  private static final Secret MASTER = new Secret(Base64.getEncoder().encodeToString(new byte[32]));

  @MessageType(name = TYPE, format = Format.CBOR)
  record Registered(@MessageKey long customerId, @Encrypted(subject = "customer") String name) {}

  @MessageType(name = TYPE)
  record SeenOrNot(
      @MessageKey long customerId, @Encrypted(subject = "customer") @Nullable String name) {}

  record New(long id, String name) {}

  @TempDir Path directory = Path.of("unset");

  private final DatabaseConfig customers =
      OpenDatabase.config(SharedDatabase.fresh("customers"), 1);
  private final List<OpenDatabase> opened = new ArrayList<>();
  private TestBroker broker;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.open(directory);
    node = Node.start(TestHost.nodeConfig(), new NodeInfo("keys", "test"));
  }

  @AfterEach
  void stop() {
    node.stop().await();
    opened.forEach(OpenDatabase::close);
    broker.close();
  }

  @Test
  void theNameIsReadByThoseWhoHaveTheKeyUntilItIsForgotten() throws Exception {
    var keys = new KeysConfig(MASTER, null, Duration.ofHours(1), null);
    var port = start(new Customers(), customers, keys);
    var mayRead = pool(reader(new Reader<>("payments", Registered.class), keysOf(customers)));
    var mayNot = pool(reader(new Reader<>("stock", SeenOrNot.class), null));
    var own = pool(customers);

    assertThat(post(port, "{\"id\":17,\"name\":\"Ann\"}")).isEqualTo(201);

    await().until(() -> names(mayRead), List.of("17 Ann")::equals);
    await().until(() -> names(mayNot), List.of("17 null")::equals);

    broker.stop();
    assertThat(post(port, "{\"id\":17,\"name\":\"Ann Lee\"}")).isEqualTo(201);
    assertThat(texts(own, "SELECT content_type || encode(payload, 'escape') FROM weft_outbox"))
        .singleElement()
        .asString()
        .startsWith("application/cbor")
        .contains("weft1.")
        .doesNotContain("Ann");
    texts(own, "DELETE FROM weft_key WHERE subject = 'customer/17' RETURNING subject");
    broker.startAgain();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> texts(mayRead, "SELECT reason FROM weft_dead_letter"),
            reasons -> !reasons.isEmpty());
    assertThat(texts(mayRead, "SELECT reason FROM weft_dead_letter"))
        .containsExactly(
            "malformed "
                + TYPE
                + ": at /name: is encrypted with a key that is gone, or not for this reader");
    await().until(() -> names(mayNot), List.of("17 null", "17 null")::equals);
  }

  @Test
  void aServiceTellsItsOwnMessagesToTheGateway() throws Exception {
    var port = start(new Customers(), customers, keysOf(customers));

    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/asyncapi.json")).build();
      assertThat(client.send(request, BodyHandlers.ofString()).body())
          .contains("\"customers.emits." + TYPE + "\"", "weft-encrypted", "application/cbor");
    }
  }

  @Test
  void whoEmitsEncryptedFieldsNeedsKeys() {
    assertThatThrownBy(() -> start(new Customers(), customers, null))
        .isInstanceOf(StartFailure.class)
        .hasMessage("customers emits encrypted fields and has no keys: set keys.master.");
    var bad = new KeysConfig(new Secret("c2hvcnQ="), null, Duration.ofHours(1), null);
    assertThatThrownBy(() -> start(new Customers(), customers, bad))
        .isInstanceOf(StartFailure.class)
        .hasMessage("customers has no good keys: a master key has 32 bytes, in base 64.");
  }

  private DatabaseConfig reader(Service service, @Nullable KeysConfig keys) {
    var database = OpenDatabase.config(SharedDatabase.fresh(service.name()), 2);
    start(service, database, keys);
    return database;
  }

  private static KeysConfig keysOf(DatabaseConfig database) {
    return new KeysConfig(MASTER, null, Duration.ofHours(1), database);
  }

  private int start(Service service, DatabaseConfig database, @Nullable KeysConfig keys) {
    return ServiceRuntime.start(
            node,
            service,
            new ServiceConfig(
                TestHost.nodeConfig(),
                HttpConfig.anyPort(),
                database,
                BrokerConfig.artemis("127.0.0.1", broker.port(), "x", "x"),
                CallTokenConfig.notRequired(),
                MessagesConfig.USUAL,
                keys))
        .httpPort();
  }

  private Pool pool(DatabaseConfig config) {
    var database = OpenDatabase.opened(config);
    opened.add(database);
    return database.pool();
  }

  private static int post(int port, String json) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/customers"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(json))
              .build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private static List<String> names(Pool pool) {
    return texts(pool, "SELECT id || ' ' || coalesce(name, 'null') FROM seen ORDER BY n");
  }

  private static List<String> texts(Pool pool, String sql) {
    var texts = new ArrayList<String>();
    for (Row row : pool.query(sql).execute().await()) {
      texts.add(row.getString(0));
    }
    return texts;
  }

  private static final class Customers implements Service {

    @Override
    public String name() {
      return "customers";
    }

    @Override
    public void define(ServiceDefinition customers) {
      customers
          .emits(Registered.class)
          .post(
              "/customers",
              (request, tx) -> {
                var body = request.body(New.class);
                tx.update("SELECT 1");
                tx.emit(new Registered(body.id(), body.name()));
                return Answer.created("/customers/" + body.id(), body);
              });
    }
  }

  private record Reader<M extends Record>(String name, Class<M> type) implements Service {

    @Override
    public void define(ServiceDefinition reader) {
      reader
          .firstLoad(
              (tx, _) ->
                  tx.update("CREATE TABLE seen (n serial PRIMARY KEY, id bigint, name text)"))
          .on(
              type,
              (message, tx) -> {
                var seen =
                    message instanceof Registered r
                        ? new SeenOrNot(r.customerId(), r.name())
                        : (SeenOrNot) (Record) message;
                tx.update(
                    "INSERT INTO seen (id, name) VALUES ($1, $2)", seen.customerId(), seen.name());
              });
    }
  }
}
