package dev.weft.gateway.json;

import java.util.Arrays;

/**
 * The keys of open objects that are unlike any before, or too many for a {@link KeyNode}: a hash
 * table over copies of their bytes. Objects close in the reverse order in which they were opened,
 * so what is added last is always dropped first, and a dropped place can simply be emptied.
 */
final class LooseKeys {
  private static final int MOST_BYTES = 8 << 20;
  private static final int MOST_KEYS = 1 << 20;
  private static final int FEW = 64;

  private byte[] bytes = new byte[0];
  private int[] ends = new int[0];
  private int[] owners = new int[0];
  private long[] hashes = new long[0];
  private int[] places = new int[0];
  private int count;
  private boolean full;

  /** What became of a key. */
  enum Added {
    NEW,
    THERE_ALREADY,
    NO_ROOM
  }

  /** Takes a key of an object, which is named by its depth. */
  Added add(int owner, Key key) {
    full |= count == MOST_KEYS || end(count) + key.length() > MOST_BYTES;
    if (full) {
      return Added.NO_ROOM;
    }
    if (count == ends.length) {
      grow();
    }
    int place = place(owner, key);
    if (places[place] != 0) {
      return Added.THERE_ALREADY;
    }
    store(owner, key);
    places[place] = count;
    return Added.NEW;
  }

  /** Forgets the keys of an object that closes. */
  void drop(int owner) {
    while (count > 0 && owners[count - 1] == owner) {
      int place = start(hashes[count - 1]);
      while (places[place] != count) {
        place = (place + 1) & (places.length - 1);
      }
      places[place] = 0;
      count--;
    }
  }

  /** Forgets everything, and gives back memory that only large objects need. */
  void clear() {
    if (count == 0 && ends.length <= FEW && !full) {
      return;
    }
    count = 0;
    full = false;
    if (ends.length > FEW) {
      bytes = new byte[0];
      ends = new int[0];
      owners = new int[0];
      hashes = new long[0];
      places = new int[0];
    } else {
      Arrays.fill(places, 0);
    }
  }

  private int end(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  private int start(long hash) {
    return (int) (hash >>> 32) & (places.length - 1);
  }

  /** Where the key stands in the table, or the empty place where it belongs. */
  private int place(int owner, Key key) {
    int place = start(spread(owner, key.hash()));
    while (places[place] != 0 && !is(places[place] - 1, owner, key)) {
      place = (place + 1) & (places.length - 1);
    }
    return place;
  }

  private static long spread(int owner, long hash) {
    return hash + owner * 0x9E3779B97F4A7C15L;
  }

  private boolean is(int index, int owner, Key key) {
    return hashes[index] == spread(owner, key.hash())
        && owners[index] == owner
        && Arrays.equals(bytes, end(index), ends[index], key.bytes(), key.from(), key.to());
  }

  private void store(int owner, Key key) {
    int from = end(count);
    int to = from + key.length();
    if (to > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(to, bytes.length * 2));
    }
    System.arraycopy(key.bytes(), key.from(), bytes, from, key.length());
    ends[count] = to;
    owners[count] = owner;
    hashes[count] = spread(owner, key.hash());
    count++;
  }

  private void grow() {
    int size = Math.max(FEW, ends.length * 2);
    ends = Arrays.copyOf(ends, size);
    owners = Arrays.copyOf(owners, size);
    hashes = Arrays.copyOf(hashes, size);
    places = new int[size * 2];
    for (int i = 0; i < count; i++) {
      int place = start(hashes[i]);
      while (places[place] != 0) {
        place = (place + 1) & (places.length - 1);
      }
      places[place] = i + 1;
    }
  }
}
