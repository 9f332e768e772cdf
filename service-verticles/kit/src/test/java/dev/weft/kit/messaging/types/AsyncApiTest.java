package dev.weft.kit.messaging.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.codecs.Format;
import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import dev.weft.codecs.Upcast;
import dev.weft.kit.ServiceMessages;
import dev.weft.node.config.Mistake;
import dev.weft.node.config.Mistakes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AsyncApiTest {

  @MessageType(name = "shop.Placed", version = 2, before = PlacedFirst.class)
  record Placed(@MessageKey long id, List<Line> lines) {}

  record Line(long product, List<Line> parts) {}

  @MessageType(name = "shop.Placed")
  record PlacedFirst(@MessageKey long id) implements Upcast<Placed> {

    @Override
    public Placed upcast() {
      return new Placed(id, List.of());
    }
  }

  @MessageType(name = "cellar.Packed", format = Format.CBOR)
  record Packed(@MessageKey long id) {}

  private static final List<ServiceMessages> SERVICES =
      List.of(
          new ServiceMessages("shop", List.of(Placed.class), List.of(Packed.class)),
          new ServiceMessages("cellar", List.of(Packed.class), List.of(Placed.class)));

  @TempDir Path directory = Path.of("unset");

  @Test
  void itTellsWhoEmitsAndWhoSubscribesToWhichVersions() throws Exception {
    MessageFiles.write(directory, SERVICES);
    var document = new JsonObject(Files.readString(directory.resolve("asyncapi.json")));

    assertThat(document.getString("asyncapi")).isEqualTo("3.0.0");
    assertThat(document.getJsonObject("channels").getJsonObject("shop.Placed").getString("address"))
        .isEqualTo("shop.Placed");
    assertThat(document.getJsonObject("operations").fieldNames())
        .containsExactly(
            "cellar.emits.cellar.Packed",
            "cellar.subscribes.shop.Placed",
            "shop.emits.shop.Placed",
            "shop.subscribes.cellar.Packed");
    assertThat(at(document, "/operations/cellar.subscribes.shop.Placed/messages"))
        .asString()
        .contains("messages/v1", "messages/v2");
    assertThat(at(document, "/components/messages/cellar.Packed.v1/contentType"))
        .isEqualTo("application/cbor");
    assertThat(at(document, "/components/messages/shop.Placed.v2/summary"))
        .isEqualTo("Ordered by id.");
  }

  @Test
  void everyReferenceLeadsToSomething() {
    MessageFiles.write(directory, SERVICES);
    var kept = KeptSchemas.read(directory, new Mistakes());
    var document = kept.readDocument().orElseThrow();

    assertThat(references(document))
        .hasSizeGreaterThan(10)
        .allMatch(to -> at(document, to) != null);
  }

  @Test
  void aDocumentThatIsOutOfDateIsAMistake() throws Exception {
    MessageFiles.write(directory, SERVICES);
    assertThat(mistakes(SERVICES)).isEmpty();

    assertThat(mistakes(SERVICES.subList(0, 1)))
        .containsExactly(
            directory.resolve("asyncapi.json")
                + ": it does not tell what the services emit and subscribe to: run ./weft messages"
                + " write");
    Files.delete(directory.resolve("asyncapi.json"));
    assertThat(mistakes(SERVICES)).hasSize(1);
  }

  @Test
  void whatSomebodyWroteOfTheWholeStays() throws Exception {
    MessageFiles.write(directory, SERVICES);
    var file = directory.resolve("asyncapi.json");
    Files.writeString(file, Files.readString(file).replace("\"Messages\"", "\"The shop\""));

    assertThat(MessageFiles.write(directory, SERVICES)).isEmpty();
    assertThat(MessageFiles.write(directory, SERVICES.subList(0, 1))).containsExactly(file);
    assertThat(Files.readString(file)).contains("\"The shop\"");
  }

  private List<String> mistakes(List<ServiceMessages> services) {
    return MessageCheck.of(directory, services).mistakes().stream().map(Mistake::toString).toList();
  }

  private static Object at(JsonObject document, String pointer) {
    return JsonPointer.from(pointer.startsWith("#") ? pointer.substring(1) : pointer)
        .queryJson(document);
  }

  private static List<String> references(Object part) {
    return switch (part) {
      case JsonObject object ->
          object.stream()
              .flatMap(
                  entry ->
                      entry.getKey().equals("$ref")
                          ? List.of((String) entry.getValue()).stream()
                          : references(entry.getValue()).stream())
              .toList();
      case JsonArray array -> array.stream().flatMap(some -> references(some).stream()).toList();
      default -> List.of();
    };
  }
}
