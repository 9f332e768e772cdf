package dev.weft.gateway.call;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The one content coding that is understood in both directions (RFC 9110, 8.4.1.3). */
public final class Gzip {
  private static final int BUFFER = 8192;

  private Gzip() {}

  /** What unpacking comes to. */
  public sealed interface Unpacked permits Plain, Refused {}

  /** The bytes as they were. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
  public record Plain(byte[] bytes) implements Unpacked {}

  /** Why there are none. */
  public enum Refused implements Unpacked {
    TOO_LARGE,
    BROKEN
  }

  /** Whether a {@code Content-Encoding} names it. */
  public static boolean isNamedBy(String encoding) {
    var name = encoding.strip().toLowerCase(Locale.ROOT);
    return name.equals("gzip") || name.equals("x-gzip");
  }

  /**
   * Unpacks bytes.
   *
   * @param limit most bytes of the result; no more are unpacked
   */
  public static Unpacked unpack(byte[] packed, long limit) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed), BUFFER)) {
      byte[] plain = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, limit + 1));
      return plain.length > limit ? Refused.TOO_LARGE : new Plain(plain);
    } catch (IOException e) {
      return Refused.BROKEN;
    }
  }

  /** Packs bytes fast rather than small. */
  public static byte[] pack(byte[] plain) {
    var out = new ByteArrayOutputStream(plain.length / 4 + 64);
    try (var gzip = new Fast(out)) {
      gzip.write(plain, 0, plain.length);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static final class Fast extends GZIPOutputStream {
    Fast(ByteArrayOutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
