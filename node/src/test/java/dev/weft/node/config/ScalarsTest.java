package dev.weft.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ScalarsTest {

  private static final Path BASE = Path.of("/etc/weft");

  @ParameterizedTest
  @CsvSource({"250ms, PT0.25S", "5s, PT5S", "2m, PT2M", "1h, PT1H", "0s, PT0S"})
  void timesHaveAUnit(String text, Duration expected) {
    assertThat(convert(Duration.class, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5 s", "-5s", "1.5s", "5S", "PT5S", "1d", "9999999999s"})
  void whatIsNoTimeIsRefused(String text) {
    refused(Duration.class, text, "must be a time such as 250ms, 5s, 2m or 1h");
  }

  @ParameterizedTest
  @CsvSource({"512B, 512", "64KB, 65536", "1MB, 1048576", "2GB, 2147483648"})
  void sizesHaveAUnit(String text, long bytes) {
    assertThat(convert(ByteSize.class, text)).isEqualTo(new ByteSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1 MB", "1mb", "-1MB", "1.5MB", "1TB"})
  void whatIsNoSizeIsRefused(String text) {
    refused(ByteSize.class, text, "must be a size such as 512B, 64KB or 1MB");
  }

  @Test
  void aSizeThatIsNoIntIsNotCutShort() {
    assertThat(ByteSize.parse("1GB").toInt()).isEqualTo(1 << 30);
    assertThatThrownBy(() -> ByteSize.parse("2GB").toInt()).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void pathsAreTakenFromTheFilesDirectory() {
    assertThat(convert(Path.class, "keys/a")).isEqualTo(Path.of("/etc/weft/keys/a"));
    assertThat(convert(Path.class, "../a/")).isEqualTo(Path.of("/etc/a"));
    assertThat(convert(Path.class, "/a")).isEqualTo(Path.of("/a"));
    refused(Path.class, "", "must be a path");
  }

  @Test
  void numbersAreWhole() {
    refused(int.class, "1.0", "must be a whole number");
    refused(int.class, "3000000000", "must be a whole number");
    refused(long.class, "0x10", "must be a whole number");
    refused(double.class, "NaN", "must be a number");
    refused(double.class, "one", "must be a number");
  }

  @Test
  void truthIsTrueOrFalse() {
    assertThat(convert(boolean.class, "true")).isEqualTo(true);
    refused(boolean.class, "yes", "must be true or false");
  }

  @Test
  void aUriIsChecked() {
    assertThat(convert(URI.class, "http://a")).isEqualTo(URI.create("http://a"));
    refused(URI.class, "http://a b", "must be a URI");
  }

  private static Object convert(Class<?> type, String text) {
    return Scalars.convert(type, text, BASE);
  }

  private static void refused(Class<?> type, String text, String message) {
    assertThatThrownBy(() -> convert(type, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
