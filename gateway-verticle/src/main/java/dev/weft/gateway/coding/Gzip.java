package dev.weft.gateway.coding;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The coding that everybody understands, by the JDK (RFC 1952). */
final class Gzip implements Coder {
  private static final int BUFFER = 8192;

  @Override
  public byte[] unpack(byte[] packed, int limit) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed), BUFFER)) {
      return in.readNBytes(limit + 1);
    }
  }

  @Override
  public byte[] pack(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream(plain.length / 4 + 64);
    try (var gzip = new Fast(out)) {
      gzip.write(plain, 0, plain.length);
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
