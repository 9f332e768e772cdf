package dev.weft.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class EncryptedTest {

  private static final String TYPE = "shop.Registered";

  record Address(String street, int number) {}

  @MessageType(name = TYPE)
  record Registered(
      @MessageKey UUID event,
      long customer,
      @Encrypted(subject = "customer", by = "customer") String name,
      @Encrypted(subject = "customer", by = "customer") @Nullable Address address,
      String plan) {}

  /** Another service's record, which can do without the address and has no need of the customer. */
  @MessageType(name = TYPE)
  record Needs(@MessageKey UUID event, @Encrypted(subject = "customer") String name) {}

  @MessageType(name = TYPE)
  record DoesWithout(
      @MessageKey UUID event,
      @Encrypted(subject = "customer") @Nullable String name,
      @Encrypted(subject = "customer") @Nullable Address address) {}

  /** Keys in memory; a map is all that forgetting needs. */
  private static final class Keys implements FieldKeys {

    private final Map<String, FieldKey> bySubject = new HashMap<>();
    private boolean away;

    @Override
    public FieldKey current(String subject) {
      check();
      return bySubject.computeIfAbsent(subject, _ -> fresh());
    }

    @Override
    public Optional<FieldKey> find(UUID id) {
      check();
      return bySubject.values().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private void check() {
      if (away) {
        throw new IllegalStateException("the keys are away");
      }
    }

    private static FieldKey fresh() {
      var bytes = new byte[32];
      new SecureRandom().nextBytes(bytes);
      return new FieldKey(UUID.randomUUID(), new SecretKeySpec(bytes, "AES"));
    }
  }

  private static final Registered ANN =
      new Registered(UUID.randomUUID(), 17, "Ann Lee", new Address("Elm Street", 4), "gold");

  private final Keys keys = new Keys();
  private final CodecRegistry registry = CodecRegistry.of(List.of(Registered.class), keys);

  @ParameterizedTest
  @EnumSource
  void whatIsMarkedTravelsEncryptedAndComesBack(Format format) throws Exception {
    var wire = new RecordWire(format, keys);
    var data = wire.encode(ANN);

    assertThat(data.toString()).contains("gold", "weft1.").doesNotContain("Ann", "Elm");
    assertThat(wire.decode(Registered.class, data)).isEqualTo(ANN);
    assertThat(keys.bySubject).containsOnlyKeys("customer/17");
  }

  @Test
  void equalValuesDoNotLookAlike() {
    assertThat(json(ANN).getString("name")).isNotEqualTo(json(ANN).getString("name"));
  }

  @Test
  void nullIsNotEncryptedAndNeedsNoKey() {
    var nowhere = new Registered(ANN.event(), 17, "Ann Lee", null, "gold");

    assertThat(json(nowhere).getMap()).containsEntry("address", null);
    assertThat(read(Registered.class, registry.encode(nowhere)))
        .isEqualTo(new Decoded.Message(envelope(), nowhere));
  }

  @Test
  void withoutTheKeyAReaderSeesNullWhereItCanDoWithoutAndElseRefuses() {
    var data = registry.encode(ANN);
    keys.bySubject.clear();

    assertThat(read(DoesWithout.class, data))
        .isEqualTo(new Decoded.Message(envelope(), new DoesWithout(ANN.event(), null, null)));
    assertThat(read(Needs.class, data))
        .isEqualTo(
            new Decoded.Malformed(
                TYPE, "at /name: is encrypted with a key that is gone, or not for this reader"));
  }

  @Test
  void otherSubjectsAreNotForgotten() {
    var bob = new Registered(UUID.randomUUID(), 18, "Bob", null, "gold");
    var data = registry.encode(bob);
    registry.encode(ANN);
    keys.bySubject.remove("customer/17");

    assertThat(read(Registered.class, data)).isEqualTo(new Decoded.Message(envelope(), bob));
  }

  @Test
  void aValueThatWasChangedOrMovedIsRefused() {
    var moved = json(ANN);
    moved.put("address", moved.getString("name"));
    var changed = json(ANN);
    var text = changed.getString("name");
    changed.put(
        "name", text.substring(0, 70) + (text.charAt(70) == 'A' ? 'B' : 'A') + text.substring(71));

    assertThat(read(Registered.class, moved.toBuffer()).describe())
        .endsWith("at /address: can not be decrypted");
    assertThat(read(Registered.class, changed.toBuffer()).describe())
        .endsWith("at /name: can not be decrypted");
  }

  @Test
  void aPlainValueIsNotTakenForAnEncryptedOne() {
    for (var name : new Object[] {"Ann", "weft1.", "weft1.???", 7}) {
      assertThat(read(Registered.class, json(ANN).put("name", name).toBuffer()).describe())
          .containsAnyOf("at /name: is not encrypted", "at /name: has a wrong type");
    }
  }

  @Test
  void keysThatAreAwayAreNotTheMessagesFault() {
    var data = registry.encode(ANN);
    keys.away = true;

    assertThatThrownBy(() -> registry.encode(ANN)).hasMessage("the keys are away");
    assertThatThrownBy(() -> read(Registered.class, data)).hasMessage("the keys are away");
  }

  @Test
  void withNoKeysAtAllNothingIsWrittenInPlain() {
    assertThatThrownBy(() -> CodecRegistry.of(Registered.class).encode(ANN))
        .isInstanceOf(NotEncodable.class)
        .hasMessageContaining("there are no keys");
  }

  @MessageType(name = "a.Nobodys")
  record Nobodys(@MessageKey long id, @Encrypted(subject = "x", by = "owner") String name) {}

  @MessageType(name = "a.Secret")
  record Secret(@MessageKey @Encrypted(subject = "x") String id) {}

  record Inner(@Encrypted(subject = "x") String name) {}

  @MessageType(name = "a.Deep")
  record Deep(@MessageKey long id, Map<String, List<Inner>> all) {}

  @Test
  void aMarkWithoutAnOwnerIsAMistakeAtTheStart() {
    assertThatThrownBy(() -> CodecRegistry.of(Nobodys.class, Secret.class, Deep.class))
        .isInstanceOf(InvalidMessageTypes.class)
        .hasMessageContaining("Nobodys.name: nothing says whose key it is encrypted with")
        .hasMessageContaining("Secret.id: what says whose key it is can not be encrypted itself")
        .hasMessageContaining("Deep.all: only components of the message itself can be encrypted");
  }

  private JsonObject json(Registered message) {
    return registry.encode(message).toJsonObject();
  }

  private Decoded read(Class<? extends Record> record, Buffer data) {
    return CodecRegistry.of(List.of(record), keys).decode(envelope(), data);
  }

  private static Envelope envelope() {
    return Samples.envelope(TYPE, 1);
  }
}
