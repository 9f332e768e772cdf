package dev.weft.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UpcastTest {

  private static final String TYPE = "shop.Moved";

  @MessageType(name = TYPE, version = 1)
  record First(@MessageKey long id, String name) implements Upcast<Second> {

    @Override
    public Second upcast() {
      var names = name.split(" ", 2);
      return new Second(id, names[0], names[1]);
    }
  }

  @MessageType(name = TYPE, version = 2, before = First.class)
  record Second(@MessageKey long id, String first, String last) implements Upcast<Fourth> {

    @Override
    public Fourth upcast() {
      return new Fourth(id, List.of(first, last), "unknown");
    }
  }

  @MessageType(name = TYPE, version = 4, before = Second.class)
  record Fourth(@MessageKey long id, List<String> names, String place) {}

  private final CodecRegistry registry = CodecRegistry.of(Fourth.class);

  @Test
  void everyVersionBeforeBecomesTheNewestOne() {
    var expected = new Fourth(7, List.of("Ann", "Lee"), "unknown");

    assertThat(read(1, "{\"id\":7,\"name\":\"Ann Lee\"}")).isEqualTo(message(1, expected));
    assertThat(read(2, "{\"id\":7,\"first\":\"Ann\",\"last\":\"Lee\",\"more\":1}"))
        .isEqualTo(message(2, expected));
    assertThat(read(4, "{\"id\":7,\"names\":[],\"place\":\"Rome\"}"))
        .isEqualTo(message(4, new Fourth(7, List.of(), "Rome")));
  }

  @Test
  void aVersionThatNobodyDeclaredIsUnknown() {
    assertThat(read(3, "{}").describe())
        .isEqualTo("unknown version 3 of shop.Moved, this reader knows version 4");
    assertThat(read(5, "{}")).isEqualTo(new Decoded.UnknownVersion(TYPE, 5, 4));
  }

  @Test
  void anOlderVersionIsReadAsStrictlyAsTheNewest() {
    assertThat(read(2, "{\"id\":7,\"first\":null,\"last\":\"Lee\"}"))
        .isEqualTo(new Decoded.Malformed(TYPE, "at /first: is null"));
  }

  @Test
  void anUpcastThatFailsIsAMalformedMessageAndTellsNoValues() {
    assertThat(read(1, "{\"id\":7,\"name\":\"Ann\"}"))
        .isEqualTo(
            new Decoded.Malformed(
                TYPE, "version 1 can not be made version 4: ArrayIndexOutOfBoundsException"));
  }

  @Test
  void theEventBusReadsOlderVersionsToo() {
    var definition = definition();
    var data = "{\"id\":7,\"name\":\"Ann Lee\"}";
    var wire = Buffer.buffer().appendInt(1).appendInt(data.length()).appendString(data);

    assertThat(new BusCodec<>(definition, registry.wire(Format.JSON)).decodeFromWire(0, wire))
        .isEqualTo(new Fourth(7, List.of("Ann", "Lee"), "unknown"));
  }

  @MessageType(name = "shop.Other", version = 1)
  record Stranger(@MessageKey long id) implements Upcast<Lost> {

    @Override
    public Lost upcast() {
      return new Lost(id);
    }
  }

  @MessageType(name = TYPE, version = 2, before = Stranger.class)
  record Lost(@MessageKey long id) {}

  @MessageType(name = "shop.Same", version = 2)
  record NotBefore(@MessageKey long id) {}

  @MessageType(name = "shop.Same", version = 2, before = NotBefore.class)
  record Same(@MessageKey long id) {}

  @MessageType(name = "shop.Dumb", version = 1)
  record NoUpcast(@MessageKey long id) {}

  @MessageType(name = "shop.Dumb", version = 2, before = NoUpcast.class)
  record Dumb(@MessageKey long id) {}

  @Test
  void aChainThatLeadsNowhereIsAMistakeAtTheStart() {
    assertThatThrownBy(() -> CodecRegistry.of(Lost.class, Same.class, Dumb.class))
        .isInstanceOf(InvalidMessageTypes.class)
        .hasMessageContaining("Stranger is no version of shop.Moved before 2")
        .hasMessageContaining("NotBefore is no version of shop.Same before 2")
        .hasMessageContaining("NoUpcast has to implement Upcast<Dumb>");
  }

  @SuppressWarnings("unchecked")
  private MessageDefinition<Fourth> definition() {
    return (MessageDefinition<Fourth>) registry.definitions().getFirst();
  }

  private Decoded read(int version, String json) {
    return registry.decode(Samples.envelope(TYPE, version), Buffer.buffer(json));
  }

  private static Decoded message(int version, Fourth body) {
    return new Decoded.Message(Samples.envelope(TYPE, version), body);
  }
}
