package dev.weft.kit.messaging.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.codecs.Encrypted;
import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import dev.weft.codecs.Upcast;
import dev.weft.kit.ServiceMessages;
import dev.weft.node.config.Mistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MessageCheckTest {

  private static final String PLACED = "shop.Placed.v1.json";

  @TempDir Path directory = Path.of("unset");

  enum Size {
    SMALL,
    LARGE
  }

  enum MoreSizes {
    SMALL,
    LARGE,
    HUGE
  }

  record Line(long productId, int quantity) {}

  @MessageType(name = "shop.Placed")
  record Placed(
      @MessageKey long id, String buyer, Size size, @Nullable String note, List<Line> lines) {}

  @BeforeEach
  void keepTheFirstVersion() {
    assertThat(write(Placed.class)).containsExactly(directory.resolve(PLACED));
  }

  @Test
  void whatIsAsItWasKeptIsRight() {
    assertThat(check(Placed.class, Placed.class)).isEmpty();
    assertThat(write(Placed.class)).isEmpty();
  }

  @Test
  void aTypeWhoseSchemaIsNotKeptIsAMistakeOfItsFile() throws Exception {
    Files.delete(directory.resolve(PLACED));

    assertThat(check(Placed.class))
        .containsExactly(
            directory.resolve(PLACED)
                + ": shop writes this version, and its schema is not kept: run ./weft messages"
                + " write");
  }

  // What breaks readers of a version.

  @MessageType(name = "shop.Placed")
  record WithoutBuyer(@MessageKey long id, Size size, @Nullable String note, List<Line> lines) {}

  @Test
  void aFieldThatIsNoLongerWrittenBreaksReadersThatNeedIt() {
    assertThat(check(WithoutBuyer.class))
        .containsExactly(
            at("buyer")
                + "shop no longer writes it, and a reader of version 1 may need it: raise the"
                + " version to 2 and give its record an upcaster from version 1");
  }

  @Test
  void theReadersThatAreHitAreNamed() {
    assertThat(check(WithoutBuyer.class, Placed.class))
        .contains(
            directory.resolve(PLACED) + ": buyer: cellar needs it, and shop does not write it");
  }

  @MessageType(name = "shop.Placed")
  record Loosened(
      @MessageKey long id,
      @Nullable String buyer,
      MoreSizes size,
      @Nullable String note,
      List<LooseLine> lines) {}

  record LooseLine(BigDecimal productId, long quantity) {}

  @Test
  void whatAReaderCanNotTakeIsToldFieldByField() {
    assertThat(check(Loosened.class))
        .hasSize(4)
        .anyMatch(
            text -> text.contains(at("buyer") + "shop may now leave it out or write null, which"))
        .anyMatch(
            text ->
                text.contains(
                    at("size") + "shop may now write HUGE, which a reader of version 1 does not"))
        .anyMatch(
            text ->
                text.contains(
                    ": lines[].productId: shop now writes a number, and a reader of version 1 takes"
                        + " an integer (int64)"))
        .anyMatch(
            text ->
                text.contains(
                    ": lines[].quantity: shop now writes an integer (int64), and a reader of"
                        + " version 1 takes an integer (int32)"));
    assertThat(write(Loosened.class)).isEmpty();
  }

  @MessageType(name = "shop.Placed")
  record OtherKey(
      long id, @MessageKey String buyer, Size size, @Nullable String note, List<Line> lines) {}

  @Test
  void anotherKeyIsAnotherOrder() {
    assertThat(check(OtherKey.class))
        .singleElement()
        .asString()
        .contains(":1:1: buyer: shop orders messages by this field now");
  }

  // What a version may gain.

  @MessageType(name = "shop.Placed")
  record WithDay(
      @MessageKey long id,
      String buyer,
      Size size,
      @Nullable String note,
      List<Line> lines,
      LocalDate day,
      List<Tag> tags) {}

  record Tag(String name, List<Tag> inside) {}

  @Test
  void aFieldMoreIsNoBreakButHasToBeWritten() {
    assertThat(check(WithDay.class, Placed.class))
        .containsExactly(
            directory.resolve(PLACED)
                + ":1:1: day: shop writes this field, and the kept schema does not tell of it: run"
                + " ./weft messages write",
            directory.resolve(PLACED)
                + ":1:1: tags: shop writes this field, and the kept schema does not tell of it: run"
                + " ./weft messages write");
    assertThat(write(WithDay.class)).hasSize(1);
    assertThat(check(WithDay.class, Placed.class)).isEmpty();
    assertThat(write(WithDay.class)).isEmpty();
  }

  @Test
  void aReaderMustNotNeedAFieldThatEarlierMessagesOfTheVersionLack() {
    write(WithDay.class);

    assertThat(check(WithDay.class, WithDay.class))
        .contains(
            at("day")
                + "cellar needs it, and some messages of version 1 do not have it: let its record"
                + " of version 1 take what is there, or have the writer raise the version");
  }

  @MessageType(name = "shop.Placed")
  record Tightened(
      @MessageKey int id, String buyer, OnlySmall size, String note, List<Line> lines) {}

  enum OnlySmall {
    SMALL
  }

  @Test
  void aWriterMayPromiseMoreThanItHasTo() {
    assertThat(check(Tightened.class, Placed.class)).isEmpty();
    assertThat(write(Tightened.class)).isEmpty();
  }

  // What breaks messages that are on their way.

  @Test
  void aReaderThatRefusesWhatWritersOfTheVersionSendIsNamed() {
    assertThat(check(Placed.class, Tightened.class))
        .hasSize(3)
        .anyMatch(
            text ->
                text.contains(
                    at("id")
                        + "cellar takes an integer (int32), and messages of version 1 have an"
                        + " integer (int64)"))
        .anyMatch(
            text ->
                text.contains(
                    at("size")
                        + "cellar does not know LARGE, which messages of version 1 may have"))
        .anyMatch(
            text ->
                text.contains(
                    at("note") + "cellar needs it, and some messages of version 1 do not have it"));
  }

  @MessageType(name = "shop.Placed")
  record OnlyWhatItNeeds(
      @MessageKey long id, @Nullable LocalDate never, String size, List<WideLine> lines) {}

  record WideLine(BigDecimal productId, double quantity) {}

  @Test
  void aReaderMayLeaveOutFieldsAndReadThemMoreWidely() {
    assertThat(check(Placed.class, OnlyWhatItNeeds.class)).isEmpty();
  }

  @MessageType(name = "shop.Placed", version = 2)
  record Second(@MessageKey long id) {}

  @Test
  void aReaderThatDoesNotKnowTheVersionIsToldWhichWayToGo() {
    assertThat(check(Second.class, Placed.class))
        .anyMatch(
            text -> text.contains("cellar reads version 1 at most, and messages of version 2"))
        .anyMatch(text -> text.contains("shop.Placed.v2.json: shop writes this version"));
    assertThat(check(Placed.class, Second.class))
        .singleElement()
        .asString()
        .contains(PLACED + ":1:1: cellar no longer reads version 1, and messages of it that are");
  }

  @MessageType(name = "shop.Placed", version = 2, before = PlacedBefore.class)
  record PlacedNow(@MessageKey long id, String buyer, LocalDate day) {}

  @MessageType(name = "shop.Placed")
  record PlacedBefore(@MessageKey long id, String buyer) implements Upcast<PlacedNow> {

    @Override
    public PlacedNow upcast() {
      return new PlacedNow(id, buyer, LocalDate.EPOCH);
    }
  }

  @Test
  void aReaderWithAnUpcasterReadsBothVersions() {
    assertThat(write(PlacedNow.class)).containsExactly(directory.resolve("shop.Placed.v2.json"));
    assertThat(check(PlacedNow.class, PlacedNow.class)).isEmpty();
    assertThat(check(PlacedNow.class, Placed.class))
        .singleElement()
        .asString()
        .contains(".v2.json:1:1: cellar reads version 1 at most");
  }

  @MessageType(name = "shop.Placed")
  record Hidden(
      @MessageKey long id,
      @Encrypted(subject = "buyer") String buyer,
      Size size,
      @Nullable String note,
      List<Line> lines) {}

  @Test
  void nobodyTakesAnEncryptedFieldForAPlainOne() throws Exception {
    assertThat(check(Hidden.class))
        .singleElement()
        .asString()
        .contains("buyer: shop now writes a string, encrypted, and a reader of version 1 takes");
    Files.delete(directory.resolve(PLACED));
    write(Hidden.class);
    assertThat(check(Hidden.class, Hidden.class)).isEmpty();
    assertThat(check(Hidden.class, Placed.class))
        .singleElement()
        .asString()
        .contains("cellar takes a string, and messages of version 1 have a string, encrypted");
  }

  @Test
  void aFileThatIsNoSchemaIsSaidSoOnce() throws Exception {
    Files.writeString(directory.resolve(PLACED), "{\n  \"type\": ]\n}");

    assertThat(check(Placed.class, Placed.class))
        .singleElement()
        .asString()
        .startsWith(directory.resolve(PLACED) + ":2:11: this is not YAML");
  }

  @Test
  void aTypeThatOnlyOthersEmitIsHeldAgainstTheirSchema() {
    assertThat(check(null, Tightened.class)).hasSize(3);
  }

  @Test
  void whatNobodyUsesIsWorthAWarning() throws Exception {
    assertThat(MessageCheck.of(directory, List.of()).warnings())
        .singleElement()
        .asString()
        .contains(PLACED + ":1:1: nobody here emits or subscribes to it");
    Files.delete(directory.resolve(PLACED));
    assertThat(MessageCheck.of(directory, services(null, Placed.class)).warnings())
        .singleElement()
        .asString()
        .contains(PLACED + ": cellar subscribes to it, nobody here emits it");
  }

  record NoMessage(long id) {}

  @Test
  void aRecordThatIsNoMessageIsAMistakeOfItsService() {
    assertThat(check(NoMessage.class))
        .singleElement()
        .asString()
        .startsWith("shop: ")
        .contains("NoMessage has no @MessageType");
  }

  /** Where a field of the first version stands in its file. */
  private String at(String field) {
    try {
      var lines = Files.readAllLines(directory.resolve(PLACED));
      for (var line = 0; line < lines.size(); line++) {
        var column = lines.get(line).indexOf('"' + field + "\" : {");
        if (column >= 0) {
          return "%s:%d:%d: %s: ".formatted(directory.resolve(PLACED), line + 1, column + 1, field);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalArgumentException(field);
  }

  private List<Path> write(Class<? extends Record> emitted) {
    return MessageFiles.write(directory, services(emitted)).stream()
        .filter(file -> !file.endsWith("asyncapi.json"))
        .toList();
  }

  private List<String> check(@Nullable Class<? extends Record> emitted, Class<?>... subscribed) {
    return MessageCheck.of(directory, services(emitted, subscribed)).mistakes().stream()
        .filter(mistake -> !mistake.at().file().endsWith("asyncapi.json"))
        .map(Mistake::toString)
        .toList();
  }

  private static List<Class<? extends Record>> records(Class<?>... classes) {
    return Stream.of(classes)
        .<Class<? extends Record>>map(c -> c.asSubclass(Record.class))
        .toList();
  }

  private static List<ServiceMessages> services(
      @Nullable Class<? extends Record> emitted, Class<?>... subscribed) {
    return List.of(
        new ServiceMessages("shop", emitted == null ? List.of() : List.of(emitted), List.of()),
        new ServiceMessages("cellar", List.of(), records(subscribed)));
  }
}
