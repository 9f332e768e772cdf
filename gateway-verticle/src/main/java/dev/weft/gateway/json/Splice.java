package dev.weft.gateway.json;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Byte ranges of many arrays that together are one text, or its beginning, which a {@link Flow} and
 * another splice follow. Nothing is copied until {@link #toPooled}, which copies each byte once,
 * into memory the socket can send from. The arrays must not change meanwhile.
 */
public final class Splice {
  private byte[][] arrays;
  private int[] bounds;
  private int count;
  private int length;
  private @Nullable Flow flow;
  private @Nullable Splice after;

  public Splice() {
    this(8);
  }

  public Splice(int ranges) {
    arrays = new byte[ranges][];
    bounds = new int[2 * ranges];
  }

  public static Splice of(byte[] all) {
    return new Splice(1).add(all);
  }

  public Splice add(byte[] all) {
    return add(all, 0, all.length);
  }

  public Splice add(byte[] array, int from, int to) {
    if (from == to) {
      return this;
    }
    if (after != null) {
      after.add(array, from, to);
      return this;
    }
    length = Math.addExact(length, to - from);
    if (continuesLast(array, from)) {
      bounds[2 * count - 1] = to;
      return this;
    }
    if (count == arrays.length) {
      arrays = Arrays.copyOf(arrays, count * 2);
      bounds = Arrays.copyOf(bounds, count * 4);
    }
    arrays[count] = array;
    bounds[2 * count] = from;
    bounds[2 * count + 1] = to;
    count++;
    return this;
  }

  @SuppressWarnings("ReferenceEquality") // the same array, not one that looks alike
  private boolean continuesLast(byte[] array, int from) {
    return count > 0 && arrays[count - 1] == array && bounds[2 * count - 1] == from;
  }

  /** Takes over the ranges of another. */
  public Splice add(Splice other) {
    for (int i = 0; i < other.count; i++) {
      add(other.arrays[i], other.bounds[2 * i], other.bounds[2 * i + 1]);
    }
    if (other.flow != null && other.after != null) {
      add(other.flow).add(other.after);
    }
    return this;
  }

  /** Lets a flow follow; whatever is added from now on comes after it. */
  public Splice add(Flow rest) {
    if (after == null) {
      flow = rest;
      after = new Splice(4);
    } else {
      after.add(rest);
    }
    return this;
  }

  /** What follows the ranges, null when they are all there is. */
  public @Nullable Flow flow() {
    return flow;
  }

  /** What follows the flow. */
  public @Nullable Splice afterFlow() {
    return after;
  }

  /**
   * The same, with a flow that breaks when all of it together is not one acceptable value; null
   * when what is there already is not.
   */
  public @Nullable Splice checkedBy(JsonScanner scanner) {
    if (flow == null) {
      return feed(scanner) && scanner.finish() == null ? this : null;
    }
    if (!feed(scanner)) {
      return null;
    }
    flow = new CheckedFlow(flow, scanner);
    return this;
  }

  /** All bytes, those of flows too; -1 when nobody knows. */
  public long totalLength() {
    if (flow == null || after == null) {
      return length;
    }
    long behind = after.totalLength();
    return flow.length() < 0 || behind < 0 ? -1 : length + flow.length() + behind;
  }

  /** Ends all flows in it. */
  public void cancel() {
    if (flow != null && after != null) {
      flow.cancel();
      after.cancel();
    }
  }

  /** Takes the readable bytes; they are copied only when they lie outside the heap. */
  public Splice add(Buffer buffer) {
    ByteBuf bytes = ((BufferInternal) buffer).getByteBuf();
    if (bytes.hasArray()) {
      int from = bytes.arrayOffset() + bytes.readerIndex();
      return add(bytes.array(), from, from + bytes.readableBytes());
    }
    return add(buffer.getBytes());
  }

  /** How many bytes are there already. */
  public int length() {
    return length;
  }

  /** Feeds all ranges to the scanner. */
  public boolean feed(JsonScanner scanner) {
    for (int i = 0; i < count; i++) {
      if (!scanner.feed(arrays[i], bounds[2 * i], bounds[2 * i + 1])) {
        return false;
      }
    }
    return true;
  }

  /** All bytes in one array; may be the only one there is. */
  public byte[] toBytes() {
    if (count == 1 && bounds[0] == 0 && bounds[1] == arrays[0].length) {
      return arrays[0];
    }
    var all = new byte[length];
    int at = 0;
    for (int i = 0; i < count; i++) {
      int size = bounds[2 * i + 1] - bounds[2 * i];
      System.arraycopy(arrays[i], bounds[2 * i], all, at, size);
      at += size;
    }
    return all;
  }

  /**
   * A copy in memory that the socket can send from. It comes from a pool: whoever asks for it must
   * {@link ByteBuf#release release} it when it is written.
   */
  public ByteBuf toPooled() {
    ByteBuf all = PooledByteBufAllocator.DEFAULT.directBuffer(Math.max(1, length));
    for (int i = 0; i < count; i++) {
      all.writeBytes(arrays[i], bounds[2 * i], bounds[2 * i + 1] - bounds[2 * i]);
    }
    return all;
  }
}
