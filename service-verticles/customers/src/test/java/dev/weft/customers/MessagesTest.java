package dev.weft.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.codecs.CodecRegistry;
import org.junit.jupiter.api.Test;

/** The wire form that docs/foodmart.md promises: others have their own copies of these records. */
class MessagesTest {

  @Test
  void customerRegisteredIsEmittedAsPromised() {
    emits(
        new CustomerRegistered(7, "Sheri Nowmer", "$30K - $50K", "Bronze"),
        "foodmart.customers.CustomerRegistered",
        "7",
        """
        {"customerId":7,"fullName":"Sheri Nowmer","yearlyIncome":"$30K - $50K","memberCard":"Bronze"}\
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
