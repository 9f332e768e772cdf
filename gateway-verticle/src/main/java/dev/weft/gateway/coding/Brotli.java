package dev.weft.gateway.coding;

import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;

/** The coding that browsers like best, by Google's own library (RFC 7932). */
final class Brotli implements Coder {
  private static final int BUFFER = 8192;

  /**
   * JSON becomes smaller than by the fastest gzip, in less time; level 4 takes four times as long.
   */
  private static final Encoder.Parameters FAST = Encoder.Parameters.create(2, 18);

  @Override
  public byte[] pack(byte[] plain) throws IOException {
    return Encoder.compress(plain, FAST);
  }

  @Override
  public byte[] unpack(byte[] packed, int limit) throws IOException {
    var decoder = new DecoderJNI.Wrapper(BUFFER);
    try {
      return unpack(decoder, packed, limit);
    } finally {
      decoder.destroy();
    }
  }

  private static byte[] unpack(DecoderJNI.Wrapper decoder, byte[] packed, int limit)
      throws IOException {
    var plain = new ByteArrayOutputStream(Math.min(limit, packed.length * 4) + 64);
    int taken = 0;
    while (plain.size() <= limit) {
      if (decoder.hasOutput()) {
        pull(decoder, plain, limit);
        continue;
      }
      switch (decoder.getStatus()) {
        case DONE -> {
          return plain.toByteArray();
        }
        case OK, NEEDS_MORE_OUTPUT -> decoder.push(0);
        case NEEDS_MORE_INPUT -> {
          int next = Math.min(BUFFER, packed.length - taken);
          if (next == 0) {
            throw new EOFException("the end is missing");
          }
          decoder.getInputBuffer().clear().put(packed, taken, next);
          taken += next;
          decoder.push(next);
        }
        case ERROR -> throw new IOException("not Brotli");
      }
    }
    return plain.toByteArray();
  }

  private static void pull(DecoderJNI.Wrapper decoder, ByteArrayOutputStream plain, int limit) {
    var output = decoder.pull();
    byte[] bytes = new byte[Math.min(output.remaining(), limit + 1 - plain.size())];
    output.get(bytes);
    plain.writeBytes(bytes);
  }
}
