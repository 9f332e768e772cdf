package dev.weft.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.codecs.CodecRegistry;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** The wire form that docs/foodmart.md promises: others have their own copies of these records. */
class MessagesTest {

  @Test
  void productListedIsEmittedAsPromised() {
    emits(
        new ProductListed(7, "Washington Berry Juice", new BigDecimal("2.8500"), 1),
        "foodmart.catalogue.ProductListed",
        "7",
        """
        {"productId":7,"name":"Washington Berry Juice","price":2.8500,"priceVersion":1}\
        """);
  }

  @Test
  void priceChangedIsEmittedAsPromised() {
    emits(
        new PriceChanged(7, new BigDecimal("3.5000"), 2),
        "foodmart.catalogue.PriceChanged",
        "7",
        """
        {"productId":7,"price":3.5000,"priceVersion":2}\
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
}
