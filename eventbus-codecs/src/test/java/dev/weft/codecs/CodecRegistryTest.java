package dev.weft.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.codecs.Samples.CustomerRegistered;
import dev.weft.codecs.Samples.OrderPlaced;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CodecRegistryTest {

  private final CodecRegistry registry =
      CodecRegistry.of(OrderPlaced.class, CustomerRegistered.class);

  record Unmarked(@MessageKey String id) {}

  @MessageType(name = "a.B")
  record NoKey(String id) {}

  @MessageType(name = "a.TwoKeys")
  record TwoKeys(@MessageKey String id, @MessageKey String other) {}

  @MessageType(name = "a.OddKey")
  record OddKey(@MessageKey List<String> id) {}

  @MessageType(name = "shop.customers.CustomerRegistered")
  record Twin(@MessageKey String id) {}

  @MessageType(name = "no name", version = 0)
  record BadName(@MessageKey String id) {}

  @MessageType(name = "a.Class")
  static final class NoRecord {}

  @Test
  void knowsNamesVersionsAndKeys() {
    var definition = registry.definition(Samples.ORDER);

    assertThat(registry.types())
        .containsExactlyInAnyOrder("shop.orders.OrderPlaced", "shop.customers.CustomerRegistered");
    assertThat(definition.name()).isEqualTo("shop.orders.OrderPlaced");
    assertThat(definition.version()).isEqualTo(2);
    assertThat(definition.key(Samples.ORDER)).isEqualTo("17");
    assertThat(registry.find("nothing")).isNull();
  }

  @Test
  void allMistakesInAllRecordsAreToldAtOnce() {
    var records =
        List.of(
            Unmarked.class,
            NoKey.class,
            TwoKeys.class,
            OddKey.class,
            BadName.class,
            NoRecord.class,
            CustomerRegistered.class,
            Twin.class);

    assertThatThrownBy(() -> CodecRegistry.of(records))
        .isInstanceOf(InvalidMessageTypes.class)
        .hasMessageContaining("Unmarked has no @MessageType")
        .hasMessageContaining("NoKey has 0 components with @MessageKey")
        .hasMessageContaining("TwoKeys has 2 components with @MessageKey")
        .hasMessageContaining("OddKey.id: a key is a string")
        .hasMessageContaining("\"no name\" is no name for a type")
        .hasMessageContaining("version 0 is less than 1")
        .hasMessageContaining("NoRecord is not a record")
        .hasMessageContaining("are both named shop.customers.CustomerRegistered");
  }

  @Test
  void theSameRecordTwiceIsOneType() {
    assertThat(CodecRegistry.of(OrderPlaced.class, OrderPlaced.class).types()).hasSize(1);
  }

  @Test
  void anUnregisteredRecordIsNotEncodable() {
    assertThatThrownBy(() -> registry.encode(new Unmarked("x")))
        .isInstanceOf(NotEncodable.class)
        .hasMessageContaining("is not a registered message");
  }

  @Test
  void anEmptyNullOrDirtyKeyIsNotEncodable() {
    for (var key : new String[] {"", "a\u0000b", "half \uD800", "x".repeat(2000)}) {
      var message = new CustomerRegistered(key, "Ann");
      assertThatThrownBy(() -> registry.definition(message).key(message))
          .isInstanceOf(NotEncodable.class)
          .hasMessageStartingWith("the key of shop.customers.CustomerRegistered");
    }
  }

  @Test
  void decodingTellsAllFourOutcomesApart() {
    var data = registry.encode(Samples.ORDER);

    assertThat(registry.decode(Samples.envelope("shop.orders.OrderPlaced", 2), data))
        .isEqualTo(
            new Decoded.Message(Samples.envelope("shop.orders.OrderPlaced", 2), Samples.ORDER));
    assertThat(registry.decode(Samples.envelope("shop.orders.Other", 2), data))
        .isEqualTo(new Decoded.UnknownType("shop.orders.Other"));
    assertThat(registry.decode(Samples.envelope("shop.orders.OrderPlaced", 3), data))
        .isEqualTo(new Decoded.UnknownVersion("shop.orders.OrderPlaced", 3, 2));
    assertThat(registry.decode(Samples.envelope("shop.orders.OrderPlaced", 2), Buffer.buffer("{}")))
        .isInstanceOf(Decoded.Malformed.class);
  }

  @Test
  void dataOfAnotherFormatIsMalformed() {
    var envelope = Samples.envelope("shop.orders.OrderPlaced", 2);
    var xml =
        new Envelope(
            envelope.id(),
            envelope.source(),
            envelope.type(),
            envelope.version(),
            envelope.subject(),
            envelope.time(),
            "application/xml",
            envelope.trace());

    assertThat(registry.decode(xml, Buffer.buffer()).describe())
        .isEqualTo(
            "malformed shop.orders.OrderPlaced: the content type is application/xml, neither JSON"
                + " nor CBOR");
  }
}
