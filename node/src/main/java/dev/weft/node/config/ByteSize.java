package dev.weft.node.config;

import java.util.regex.Pattern;

/** An amount of memory or data, written {@code 512B}, {@code 64KB}, {@code 1MB} or {@code 2GB}. */
public record ByteSize(long bytes) {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(B|KB|MB|GB)");

  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size cannot be negative");
    }
  }

  /**
   * Reads a size; 1KB is 1,024 bytes.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static ByteSize parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a size such as 512B, 64KB or 1MB");
    }
    int shift =
        switch (matcher.group(2)) {
          case "KB" -> 10;
          case "MB" -> 20;
          case "GB" -> 30;
          default -> 0;
        };
    return new ByteSize(Long.parseLong(matcher.group(1)) << shift);
  }

  /**
   * The size as an {@code int}, for buffers and limits.
   *
   * @throws ArithmeticException when it is larger than 2 GB
   */
  public int toInt() {
    return Math.toIntExact(bytes);
  }
}
