package dev.weft.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.Decoded;
import dev.weft.codecs.Envelope;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The wire form that docs/foodmart.md promises: others have their own copies of these records. */
class MessagesTest {

  @Test
  void paymentTakenIsEmittedAsPromised() {
    emits(
        new PaymentTaken(7, new BigDecimal("5.7000")),
        "foodmart.payments.PaymentTaken",
        "7",
        """
        {"orderId":7,"amount":5.7000}\
        """);
  }

  @Test
  void paymentDeclinedIsEmittedAsPromised() {
    emits(
        new PaymentDeclined(7, "no credit"),
        "foodmart.payments.PaymentDeclined",
        "7",
        """
        {"orderId":7,"reason":"no credit"}\
        """);
  }

  @Test
  void customerRegisteredIsReadAsItIsEmitted() {
    reads(
        new CustomerRegistered(7, "$30K - $50K"),
        "foodmart.customers.CustomerRegistered",
        """
        {"customerId":7,"fullName":"Sheri Nowmer","yearlyIncome":"$30K - $50K","memberCard":"Bronze"}\
        """);
  }

  @Test
  void stockReservedIsReadAsItIsEmitted() {
    reads(
        new StockReserved(7, 8, new BigDecimal("5.7000")),
        "foodmart.stock.StockReserved",
        """
        {"orderId":7,"customerId":8,"total":5.7000}\
        """);
  }

  @Test
  void orderCancelledIsReadAsItIsEmitted() {
    reads(
        new OrderCancelled(7, 8, new BigDecimal("5.7000")),
        "foodmart.orders.OrderCancelled",
        """
        {"orderId":7,"customerId":8,"storeId":3,"total":5.7000}\
        """);
  }

  private static void emits(Record message, String type, String key, String json) {
    var registry = CodecRegistry.of(message.getClass());
    var definition = registry.definition(message);
    assertThat(definition.name()).isEqualTo(type);
    assertThat(definition.version()).isEqualTo(1);
    assertThat(definition.key(message)).isEqualTo(key);
    assertThat(registry.encode(message).toString()).isEqualTo(json);
  }

  private static void reads(Record message, String type, String json) {
    var envelope =
        new Envelope(
            "1", "/there", type, 1, "7", Instant.EPOCH, Envelope.JSON, Envelope.Trace.NONE);
    var registry = CodecRegistry.of(message.getClass());
    var definition = registry.definition(message);
    assertThat(definition.key(message)).isEqualTo("7");
    assertThat(registry.decode(envelope, Buffer.buffer(json)))
        .isEqualTo(new Decoded.Message(envelope, message));
  }
}
