package dev.weft.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.codecs.Samples.CustomerRegistered;
import dev.weft.codecs.Samples.OrderPlaced;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BusCodecsTest {

  private final Vertx vertx = Vertx.vertx();
  private final CodecRegistry registry =
      CodecRegistry.of(OrderPlaced.class, CustomerRegistered.class);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void recordsTravelTheEventBusAsTheyAre() throws Exception {
    BusCodecs.register(vertx.eventBus(), registry);
    var received = new CompletableFuture<OrderPlaced>();
    vertx.eventBus().<OrderPlaced>consumer("orders", message -> received.complete(message.body()));

    vertx.eventBus().send("orders", Samples.ORDER);

    assertThat(received.get(5, TimeUnit.SECONDS)).isEqualTo(Samples.ORDER);
  }

  @Test
  void unregisteredTypesAreForgotten() {
    BusCodecs.register(vertx.eventBus(), registry);
    BusCodecs.unregister(vertx.eventBus(), registry);

    assertThatThrownBy(() -> vertx.eventBus().send("orders", Samples.ORDER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theWireFormStandsAnywhereInABuffer() {
    var codec = codec();
    var seed = System.nanoTime();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (var i = 0; i < 200; i++) {
      var before = Buffer.buffer(new byte[random.nextInt(50)]);
      var start = before.length();
      var message = new CustomerRegistered("a@b", Samples.text(random));

      codec.encodeToWire(before, message);
      before.appendString("what comes after");

      assertThat(codec.decodeFromWire(start, before)).as("seed %d", seed).isEqualTo(message);
    }
  }

  @Test
  void anotherVersionIsRefusedByName() {
    var wire = Buffer.buffer().appendInt(7).appendInt(2).appendString("{}");

    assertThatThrownBy(() -> codec().decodeFromWire(0, wire))
        .hasMessage(
            "unknown version 7 of shop.customers.CustomerRegistered, this reader knows version 1");
  }

  @Test
  void malformedDataIsRefusedByName() {
    var wire = Buffer.buffer().appendInt(1).appendInt(2).appendString("{}");

    assertThatThrownBy(() -> codec().decodeFromWire(0, wire))
        .hasMessage("malformed shop.customers.CustomerRegistered: at /email: is missing");
  }

  private BusCodec<CustomerRegistered> codec() {
    @SuppressWarnings("unchecked")
    var definition =
        (MessageDefinition<CustomerRegistered>)
            registry.definition(new CustomerRegistered("a@b", "Ann"));
    return new BusCodec<>(definition, registry.wire(Format.JSON));
  }
}
