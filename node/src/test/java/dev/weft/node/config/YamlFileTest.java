package dev.weft.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class YamlFileTest {

  @TempDir private Path directory;

  @Test
  void nodesKeepTheirOrderTheirTextAndTheirPlace() {
    var mistakes = new Mistakes();
    var root = (YamlMapping) YamlFile.parse("f", "b: 1.50\na:\n  - x\n", mistakes).orElseThrow();

    assertThat(mistakes.isEmpty()).isTrue();
    assertThat(root)
        .isEqualTo(
            new YamlMapping(
                new Position("f", 1, 1),
                List.of(
                    new YamlEntry(
                        scalar(1, 1, "b", YamlScalar.Kind.STRING),
                        scalar(1, 4, "1.50", YamlScalar.Kind.FLOAT)),
                    new YamlEntry(
                        scalar(2, 1, "a", YamlScalar.Kind.STRING),
                        new YamlList(
                            new Position("f", 3, 3),
                            List.of(scalar(3, 5, "x", YamlScalar.Kind.STRING)))))));
  }

  @Test
  void valuesHaveTheirKind() {
    var text = "[null, '', \"1\", 1, -1, 1.0, 1e3, true, True, no, ~x, 2026-01-01]";
    var root = (YamlList) YamlFile.parse("f", text, new Mistakes()).orElseThrow();

    assertThat(root.items().stream().map(item -> ((YamlScalar) item).kind()))
        .containsExactly(
            YamlScalar.Kind.NULL,
            YamlScalar.Kind.STRING,
            YamlScalar.Kind.STRING,
            YamlScalar.Kind.INTEGER,
            YamlScalar.Kind.INTEGER,
            YamlScalar.Kind.FLOAT,
            YamlScalar.Kind.FLOAT,
            YamlScalar.Kind.BOOLEAN,
            YamlScalar.Kind.STRING,
            YamlScalar.Kind.STRING,
            YamlScalar.Kind.STRING,
            YamlScalar.Kind.STRING);
  }

  @Test
  void aKeyThatStandsTwiceIsAMistake() {
    assertThat(mistakes("a: 1\nb: {c: 1, c: 2}\na: 3\n"))
        .containsExactly(
            "f:2:11: c: this key stands twice, first in line 2",
            "f:3:1: a: this key stands twice, first in line 1");
  }

  @Test
  void anAliasIsAMistakeEvenToItself() {
    assertThat(mistakes("a: &x {b: 1}\nc: *x\n"))
        .containsExactly("f:1:4: anchors and aliases are not supported");
    assertThat(mistakes("&x [*x]")).containsExactly("f:1:1: anchors and aliases are not supported");
  }

  @Test
  void aTagIsAMistake() {
    assertThat(mistakes("a: !java x\nb: !!binary aGk="))
        .containsExactly(
            "f:1:4: tags such as !java are not supported",
            "f:2:4: tags such as tag:yaml.org,2002:binary are not supported");
  }

  @Test
  void aKeyIsASingleValue() {
    assertThat(mistakes("[a, b]: 1\n")).containsExactly("f:1:1: a key must be a single value");
  }

  @Test
  void whatIsNotYamlIsToldWithItsPlace() {
    assertThat(mistakes("a: 1\n  b: 2\n"))
        .singleElement()
        .asString()
        .startsWith("f:2:4: this is not YAML: ");
    assertThat(mistakes("a: [1\n")).singleElement().asString().startsWith("f:2:1: this is not");
    assertThat(mistakes("a: 1\n---\nb: 1\n")).singleElement().asString().startsWith("f:2:1: ");
    assertThat(mistakes("\t- a")).singleElement().asString().startsWith("f:1:1: ");
    assertThat(mistakes("a: \u0001")).singleElement().asString().startsWith("f:1:1: ");
  }

  @Test
  void anEmptyFileIsAnEmptyMapping() {
    assertThat(YamlFile.parse("f", "# nothing\n", new Mistakes()))
        .contains(new YamlMapping(new Position("f", 1, 1), List.of()));
  }

  @Test
  void aFileIsUtf8() throws IOException {
    var file =
        Files.write(directory.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
    var mistakes = new Mistakes();

    assertThat(YamlFile.read(file, mistakes)).isEmpty();
    assertThat(mistakes.list().toString()).contains("the file is not UTF-8");
  }

  @Test
  void aDirectoryIsNoFile() {
    var mistakes = new Mistakes();

    assertThat(YamlFile.read(directory, mistakes)).isEmpty();
    assertThat(mistakes.list().toString()).contains("the file cannot be read");
  }

  private static YamlScalar scalar(int line, int column, String text, YamlScalar.Kind kind) {
    return new YamlScalar(new Position("f", line, column), text, kind);
  }

  private static List<String> mistakes(String text) {
    var mistakes = new Mistakes();
    YamlFile.parse("f", text, mistakes);
    return mistakes.list().stream().map(Mistake::toString).toList();
  }
}
