package dev.weft.kit.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.codecs.AmqpBinding;
import dev.weft.codecs.AmqpContent;
import dev.weft.codecs.Envelope;
import dev.weft.kit.messaging.Stage;
import dev.weft.kit.messaging.amqp.RawSender;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that no Weft service sends. */
final class OddMessagesTest {

  private static final String TYPE = "foodmart.orders.OrderPlaced";
  private static final String FINE = "{\"orderId\":\"a\",\"number\":1}";

  /** Three bytes each, and no two neighbours alike: PostgreSQL would make a repetition short. */
  private static final String LONG =
      IntStream.range(0, 1_020)
          .mapToObj(i -> Character.toString(0x4E00 + i * 7_919 % 20_000))
          .collect(Collectors.joining());

  @TempDir Path directory;
  private Stage stage;
  private RawSender sender;

  @BeforeEach
  void start() {
    stage = new Stage(directory);
    sender = new RawSender(stage.vertx(), stage.artemis().port(), TYPE);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void anIdThatIsTooLongForAnIndexIsKnownByItsHash() {
    stage.start(stage.stockService().noting());
    sender.send(event(LONG, FINE));
    sender.send(event(LONG, FINE));
    sender.send(event("no" + LONG.substring(2), "{}"));
    sender.send(event("last", "{\"orderId\":\"a\",\"number\":2}"));

    Stage.eventually(() -> stage.stock().effects("stock", "a").equals(List.of(1, 2)));
    assertThat(deadLetters("message_id")).singleElement().asString().startsWith("sha256:");
    assertThat(deadLetters("source")).containsExactly("/python");
  }

  @Test
  void whoeverHasNoIdOfItsOwnIsADeadLetterOfItsOwn() {
    stage.start(stage.stockService().noting());
    sender.send(noEvent("1"));
    sender.send(noEvent("1"));
    sender.send(noEvent(LONG + LONG));
    sender.send(event("last", FINE));

    Stage.eventually(() -> stage.stock().effects("stock", "a").equals(List.of(1)));
    assertThat(deadLetters("message_id")).hasSize(3).doesNotHaveDuplicates();
    assertThat(deadLetters("reason"))
        .contains("no CloudEvent: specversion is missing; its message-id is 1");
  }

  @Test
  void whatIsNoAmqpMessageIsADeadLetterAtOnce() {
    var reader = stage.start(stage.stockService().noting());
    sender.sendGarbage();
    sender.send(event("last", FINE));

    Stage.eventually(() -> stage.stock().effects("stock", "a").equals(List.of(1)));
    Stage.eventually(() -> reader.counted("weft.messages.dead") == 1);
    assertThat(deadLetters("reason")).containsExactly("no CloudEvent: specversion is missing");
    Stage.eventually(() -> stage.artemis().broker().messagesIn(TYPE + ".stock") == 0);
  }

  private List<String> deadLetters(String column) {
    return stage.stock().rows("SELECT " + column + " FROM weft_dead_letter").stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static AmqpContent event(String id, String json) {
    var envelope =
        new Envelope(
            id, "/python", TYPE, 1, "k", Instant.EPOCH, Envelope.JSON, Envelope.Trace.NONE);
    return AmqpBinding.write(envelope, Buffer.buffer(json));
  }

  private static AmqpContent noEvent(@Nullable String id) {
    return new AmqpContent(id, null, null, "k", true, Map.of(), Buffer.buffer("hello"));
  }
}
