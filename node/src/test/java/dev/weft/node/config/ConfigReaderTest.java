package dev.weft.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigReaderTest {

  enum Mode {
    PLAIN,
    VERY_STRICT
  }

  record Http(@Default("127.0.0.1") String host, int port) {
    Http {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("the port must be between 0 and 65535");
      }
    }
  }

  record Pool(@Default("8") int maxSize, @Default("250ms") Duration maxWait) {}

  record Cluster(@Default("5701") int port, @Default("a:1, b:2") List<String> join) {}

  record Peer(String name, @Default("1") int weight) {}

  record Config(
      Http http,
      Pool pool,
      @Nullable Cluster cluster,
      @Nullable String title,
      @Default("plain") Mode mode,
      List<Peer> peers,
      Map<String, Duration> timeouts) {}

  record Everything(
      String text,
      int small,
      long large,
      boolean yes,
      double ratio,
      Duration time,
      ByteSize size,
      Path file,
      URI uri,
      Mode mode,
      List<Integer> numbers,
      Map<String, Peer> peers,
      Secret secret) {}

  @TempDir private Path directory;

  @Test
  void everyTypeIsRead() throws IOException {
    var config =
        read(
            Everything.class,
            """
            text: 007
            small: -5
            large: 9000000000
            yes: true
            ratio: 0.25
            time: 2m
            size: 64KB
            file: keys/../gateway.jwk
            uri: http://example.org/x
            mode: very-strict
            numbers: [1, 2]
            peers: {z: {name: last}, a: {name: first, weight: 3}}
            secret: "quoted # text"
            """);

    assertThat(config)
        .isEqualTo(
            new Everything(
                "007",
                -5,
                9_000_000_000L,
                true,
                0.25,
                Duration.ofMinutes(2),
                new ByteSize(65_536),
                directory.resolve("gateway.jwk"),
                URI.create("http://example.org/x"),
                Mode.VERY_STRICT,
                List.of(1, 2),
                Map.of("z", new Peer("last", 1), "a", new Peer("first", 3)),
                new Secret("quoted # text")));
    assertThat(config.peers().keySet()).as("the order of the file").containsExactly("z", "a");
    assertThat(config.toString()).doesNotContain("quoted # text");
  }

  @Test
  void whatIsNotThereHasItsDefault() throws IOException {
    assertThat(read(Config.class, "http: {port: 8080}"))
        .isEqualTo(
            new Config(
                new Http("127.0.0.1", 8080),
                new Pool(8, Duration.ofMillis(250)),
                null,
                null,
                Mode.PLAIN,
                List.of(),
                Map.of()));
  }

  @Test
  void allMistakesAreToldAtOnceEachWithItsPlace() {
    assertThat(
            mistakes(
                Config.class,
                """
                htpp:
                  port: 1
                http:
                  host: [a]
                  prot: 80
                pool: {max-size: many, maxWait: 5s, max-wait: 5 s}
                cluster:
                mode: very-stricd
                peers:
                  - name: a
                    weight: 2.5
                  - weight: 1
                  - nonsense
                timeouts: {a: 1s, b: 1}
                """))
        .containsExactly(
            "1:1: htpp: there is no such key (did you mean \"http\"?)",
            "4:3: http.port: is missing",
            "4:9: http.host: must be a single value, but is a list",
            "5:3: http.prot: there is no such key (did you mean \"port\"?)",
            "6:18: pool.max-size: must be a whole number, not \"many\"",
            "6:24: pool.maxWait: there is no such key (did you mean \"max-wait\"?)",
            "6:47: pool.max-wait: must be a time such as 250ms, 5s, 2m or 1h, not \"5 s\"",
            "7:9: cluster: has no value",
            "8:7: mode: must be one of plain, very-strict, not \"very-stricd\""
                + " (did you mean \"very-strict\"?)",
            "11:13: peers[0].weight: must be a whole number, not \"2.5\"",
            "12:5: peers[1].name: is missing",
            "13:5: peers[2]: must be a mapping, but is a single value",
            "14:22: timeouts.b: must be a time such as 250ms, 5s, 2m or 1h, not \"1\"");
  }

  @Test
  void whatARecordRefusesIsAMistakeWhereItStands() {
    assertThat(mistakes(Config.class, "title: x\nhttp:\n  port: 99999\n"))
        .containsExactly("3:3: http: the port must be between 0 and 65535");
  }

  @Test
  void anAbsentRecordIsToldByTheKeysThatItNeeds() {
    assertThat(mistakes(Config.class, "title: x\n")).containsExactly("1:1: http.port: is missing");
    assertThat(mistakes(Config.class, "")).containsExactly("1:1: http.port: is missing");
  }

  @Test
  void environmentAndSystemPropertiesOverrideTheFile() throws IOException {
    var system = new Properties();
    system.setProperty("weft.pool.max-size", "3");
    system.setProperty("weft.http.port", "3");
    var environment =
        Map.of("WEFT_HTTP_PORT", "2", "WEFT_POOL_MAX_WAIT", "9ms", "WEFT_TITLE", "t", "HOME", "/");

    var config =
        ConfigReader.read(
            file("http: {port: 1}\npool: {max-size: 1}"), Config.class, environment, system);

    assertThat(config.http().port()).as("system properties go before").isEqualTo(3);
    assertThat(config.pool()).isEqualTo(new Pool(3, Duration.ofMillis(9)));
    assertThat(config.title()).isEqualTo("t");
  }

  @Test
  void anOverrideBringsASectionThatTheFileLacks() throws IOException {
    var config =
        ConfigReader.read(
            file("http: {port: 1}"),
            Config.class,
            Map.of("WEFT_CLUSTER_JOIN", "x:1,y:2"),
            new Properties());

    assertThat(config.cluster()).isEqualTo(new Cluster(5701, List.of("x:1", "y:2")));
  }

  @Test
  void anOverrideThatNamesNoKeyIsAMistake() {
    var system = new Properties();
    system.setProperty("weft.pool.maxsize", "3");

    assertThat(mistakes(Config.class, "http: {port: x}", Map.of("WEFT_HTTP_PROT", "2"), system))
        .containsExactly(
            "environment variable WEFT_HTTP_PROT: names no key (did you mean \"WEFT_HTTP_PORT\"?)",
            "system property weft.pool.maxsize: names no key"
                + " (did you mean \"weft.pool.max-size\"?)",
            "1:14: http.port: must be a whole number, not \"x\"");
  }

  @Test
  void aWrongOverrideIsToldByItsOwnName() {
    assertThat(
            mistakes(
                Config.class,
                "http: {port: 1}",
                Map.of("WEFT_HTTP_PORT", "http"),
                new Properties()))
        .containsExactly(
            "environment variable WEFT_HTTP_PORT: http.port:"
                + " must be a whole number, not \"http\"");
  }

  @Test
  void variablesOfTheLauncherOfLoggingAndOfKubernetesAreNoOverrides() throws IOException {
    var environment =
        Map.of(
            "WEFT_HOME", "/opt/weft",
            "WEFT_LOG_LEVEL", "DEBUG",
            "WEFT_GATEWAY_SERVICE_HOST", "10.0.0.1",
            "WEFT_GATEWAY_PORT", "tcp://10.0.0.1:80",
            "WEFT_GATEWAY_PORT_80_TCP_ADDR", "10.0.0.1");

    assertThat(
            ConfigReader.read(file("http: {port: 1}"), Config.class, environment, new Properties())
                .http()
                .port())
        .isEqualTo(1);
  }

  @Test
  void secretsComeFromFilesAndFromTheEnvironment() throws IOException {
    Files.writeString(directory.resolve("title"), "from a file\n");

    var config =
        ConfigReader.read(
            file("title: ${file:title}\nhttp: {port: \"${env:PORT}\"}"),
            Config.class,
            Map.of("PORT", "17"),
            new Properties());

    assertThat(config.title()).isEqualTo("from a file");
    assertThat(config.http().port()).isEqualTo(17);
  }

  @Test
  void aSecretThatIsNotThereIsAMistake() {
    assertThat(mistakes(Config.class, "title: ${file:nothing}\nhttp: {port: \"${env:NOTHING}\"}\n"))
        .containsExactly(
            "1:8: title: the secret's file " + directory.resolve("nothing") + " does not exist",
            "2:14: http.port: the environment variable NOTHING is not set");
    assertThat(mistakes(Config.class, "title: ${vault:x}\nhttp: {port: 1}"))
        .containsExactly(
            "1:8: title: must be ${file:path} or ${env:NAME}, or not begin with \"${\"");
  }

  @Test
  void aSecretIsNeverPrinted() {
    assertThat(
            mistakes(
                Config.class,
                "http: {port: \"${env:PORT}\"}",
                Map.of("PORT", "hunter2"),
                new Properties()))
        .containsExactly("1:14: http.port: must be a whole number");
  }

  @Test
  void aMissingFileIsOneMistake() {
    var file = directory.resolve("nothing.yaml");

    assertThatThrownBy(() -> ConfigReader.read(file, Config.class, Map.of(), new Properties()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(file + ": there is no such file");
  }

  @Test
  void severalFilesCanTellTheirMistakesTogether() throws IOException {
    var mistakes = new Mistakes();
    var good = file("http: {port: 1}");
    var bad = Files.writeString(directory.resolve("bad.yaml"), "[]");

    assertThat(ConfigReader.read(bad, Config.class, Map.of(), mistakes)).isEmpty();
    assertThat(ConfigReader.read(good, Config.class, Map.of(), mistakes)).isPresent();
    assertThat(ConfigReader.read(bad, Config.class, Map.of(), mistakes)).isEmpty();
    assertThat(mistakes.list()).hasSize(2);
    assertThatThrownBy(mistakes::throwIfAny)
        .hasMessage(
            bad
                + ":1:1: must be a mapping, but is a list\n"
                + bad
                + ":1:1: must be a mapping, but is a list");
  }

  private <R extends Record> R read(Class<R> type, String text) throws IOException {
    return ConfigReader.read(file(text), type, Map.of(), new Properties());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("weft.yaml"), text);
  }

  private List<String> mistakes(Class<? extends Record> type, String text) {
    return mistakes(type, text, Map.of(), new Properties());
  }

  private List<String> mistakes(
      Class<? extends Record> type,
      String text,
      Map<String, String> environment,
      Properties system) {
    var e =
        catchThrowableOfType(
            ConfigException.class, () -> ConfigReader.read(file(text), type, environment, system));
    var prefix = directory.resolve("weft.yaml") + ":";
    return e.mistakes().stream().map(mistake -> mistake.toString().replace(prefix, "")).toList();
  }
}
