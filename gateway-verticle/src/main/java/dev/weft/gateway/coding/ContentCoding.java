package dev.weft.gateway.coding;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import io.netty.util.AsciiString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A content coding that is understood in both directions. Where the native part of {@code br} does
 * not load, it is as unknown as any other. Immutable.
 */
public final class ContentCoding {
  static final ContentCoding BR = new ContentCoding("br", Set.of("br"), new Brotli());
  static final ContentCoding GZIP = new ContentCoding("gzip", Set.of("gzip", "x-gzip"), new Gzip());

  /** The best first. */
  private static final List<ContentCoding> KNOWN = known(Brotli4jLoader.isAvailable());

  private static final String ACCEPTED =
      KNOWN.stream().map(ContentCoding::toString).collect(Collectors.joining(", "));

  private final AsciiString token;
  private final Set<String> names;
  private final Coder coder;

  ContentCoding(String token, Set<String> names, Coder coder) {
    this.token = AsciiString.cached(token);
    this.names = names;
    this.coder = coder;
  }

  static List<ContentCoding> known(boolean brotli) {
    if (!brotli) {
      LoggerFactory.getLogger(ContentCoding.class)
          .info(
              "br is not understood: {}", String.valueOf(Brotli4jLoader.getUnavailabilityCause()));
    }
    return brotli ? List.of(BR, GZIP) : List.of(GZIP);
  }

  /** All that are understood, as {@code Accept-Encoding} names them. */
  public static String accepted() {
    return ACCEPTED;
  }

  /**
   * The one in which a client likes an answer best, null for as it is.
   *
   * @param acceptEncoding its header, null when there is none
   */
  public static @Nullable ContentCoding wanted(@Nullable String acceptEncoding) {
    return acceptEncoding == null ? null : Acceptance.parse(acceptEncoding).best(KNOWN);
  }

  /** The one that a {@code Content-Encoding} names, null when it is not understood. */
  public static @Nullable ContentCoding of(String encoding) {
    for (var coding : KNOWN) {
      if (coding.isNamed(encoding)) {
        return coding;
      }
    }
    return null;
  }

  boolean isNamed(String name) {
    return names.contains(name.strip().toLowerCase(Locale.ROOT));
  }

  /** As {@code Content-Encoding} names it. */
  public CharSequence token() {
    return token;
  }

  /** Packs bytes fast rather than small. */
  public byte[] pack(byte[] plain) {
    try {
      return coder.pack(plain);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  /**
   * Unpacks bytes.
   *
   * @param limit most bytes of the result; no more are unpacked
   */
  public Unpacked unpack(byte[] packed, long limit) {
    int most = (int) Math.min(Integer.MAX_VALUE - 9, limit);
    try {
      byte[] plain = coder.unpack(packed, most);
      return plain.length > most ? Unpacked.Refused.TOO_LARGE : new Unpacked.Plain(plain);
    } catch (IOException | RuntimeException e) {
      // Whatever a library thinks of bytes that came from elsewhere, the request has to go on.
      return Unpacked.Refused.BROKEN;
    }
  }

  @Override
  public String toString() {
    return token.toString();
  }
}
