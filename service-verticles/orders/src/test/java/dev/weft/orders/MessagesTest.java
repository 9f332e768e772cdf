package dev.weft.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.codecs.CodecRegistry;
import dev.weft.codecs.Decoded;
import dev.weft.codecs.Envelope;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The wire form that docs/foodmart.md promises: others have their own copies of these records. */
class MessagesTest {

  @Test
  void orderPlacedIsEmittedAsPromised() {
    emits(
        new OrderPlaced(
            7,
            8,
            3,
            new BigDecimal("5.7000"),
            List.of(new OrderPlaced.Line(1, 2, new BigDecimal("5.7000")))),
        "foodmart.orders.OrderPlaced",
        "7",
        """
        {"orderId":7,"customerId":8,"storeId":3,"total":5.7000,"lines":[{"productId":1,"quantity":2,"amount":5.7000}]}\
        """);
  }

  @Test
  void orderCancelledIsEmittedAsPromised() {
    emits(
        new OrderCancelled(7, 8, 3, new BigDecimal("5.7000")),
        "foodmart.orders.OrderCancelled",
        "7",
        """
        {"orderId":7,"customerId":8,"storeId":3,"total":5.7000}\
        """);
  }

  @Test
  void orderOverdueIsEmittedAsPromised() {
    emits(
        new OrderOverdue(7),
        "foodmart.orders.OrderOverdue",
        "7",
        """
        {"orderId":7}\
        """);
  }

  @Test
  void stockReservedIsReadAsItIsEmitted() {
    reads(
        new StockReserved(7),
        "foodmart.stock.StockReserved",
        """
        {"orderId":7,"customerId":8,"total":5.7000}\
        """);
  }

  @Test
  void productListedIsReadAsItIsEmitted() {
    reads(
        new ProductListed(7, new BigDecimal("2.8500"), 1),
        "foodmart.catalogue.ProductListed",
        """
        {"productId":7,"name":"Washington Berry Juice","price":2.8500,"priceVersion":1}\
        """);
  }

  @Test
  void priceChangedIsReadAsItIsEmitted() {
    reads(
        new PriceChanged(7, new BigDecimal("3.5000"), 2),
        "foodmart.catalogue.PriceChanged",
        """
        {"productId":7,"price":3.5000,"priceVersion":2}\
        """);
  }

  @Test
  void customerRegisteredIsReadAsItIsEmitted() {
    reads(
        new CustomerRegistered(7),
        "foodmart.customers.CustomerRegistered",
        """
        {"customerId":7,"fullName":"Sheri Nowmer","yearlyIncome":"$30K - $50K","memberCard":"Bronze"}\
        """);
  }

  @Test
  void stockRejectedIsReadAsItIsEmitted() {
    reads(
        new StockRejected(7, "none left"),
        "foodmart.stock.StockRejected",
        """
        {"orderId":7,"reason":"none left"}\
        """);
  }

  @Test
  void paymentTakenIsReadAsItIsEmitted() {
    reads(
        new PaymentTaken(7),
        "foodmart.payments.PaymentTaken",
        """
        {"orderId":7,"amount":5.7000}\
        """);
  }

  @Test
  void paymentDeclinedIsReadAsItIsEmitted() {
    reads(
        new PaymentDeclined(7, "no credit"),
        "foodmart.payments.PaymentDeclined",
        """
        {"orderId":7,"reason":"no credit"}\
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
