package dev.weft.gateway.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys that one object has had so far, as a node of a tree in which every way down from an
 * object's beginning is a row of distinct keys. Whoever goes along an edge that is there already
 * knows that the key is a new one. Objects of one kind go the same way again and again, so a node
 * remembers the edge it was left by last. (The hidden classes of Chambers, Ungar and Lee, "An
 * efficient implementation of SELF", 1989.)
 */
final class KeyNode {
  private static final int MOST_CHILDREN = 8;
  private static final int WORD = 8;

  /** Matches nothing. */
  static final KeyNode NONE = new KeyNode(null, new byte[0], 0, false);

  /**
   * For objects whose keys are kept in {@link LooseKeys}, where there is no room for more nodes.
   */
  static final KeyNode OVERFLOW = new KeyNode(null, new byte[0], 0, true);

  private final @Nullable KeyNode before;
  private final byte[] key;
  private final long hash;
  private final int size;

  /** Whether the keys of the object are kept in {@link LooseKeys} instead of here. */
  final boolean loose;

  /** The key in quotes and its colon, as most write it; empty when the key is no plain text. */
  final byte[] field;

  /** The first sixteen bytes of {@link #field}, and where there are as many. */
  private final long first;

  private final long firstMask;
  private final long second;
  private final long secondMask;

  /** The child that was gone to last, {@link #NONE} before. */
  KeyNode likely;

  /** Where the objects begin that are values of this key. */
  @Nullable KeyNode inner;

  /** Where this object goes on when it leaves the tree. */
  @Nullable KeyNode outside;

  private KeyNode[] children = {};

  private KeyNode(@Nullable KeyNode before, byte[] key, long hash, boolean loose) {
    this.before = before;
    this.key = key;
    this.hash = hash;
    this.loose = loose;
    this.size = before == null ? 0 : before.size + 1;
    this.field = before != null && isPlain(key) ? field(key) : new byte[0];
    int known = Math.min(field.length, WORD);
    int more = Math.max(0, Math.min(field.length - WORD, WORD));
    this.firstMask = mask(known);
    this.secondMask = mask(more);
    this.first = known == 0 ? 1 : Words.first(field, 0, known);
    this.second = more == 0 ? 0 : Words.first(field, WORD, more);
    this.likely = NONE == null ? this : NONE;
  }

  private static byte[] field(byte[] key) {
    var field = new byte[key.length + 3];
    field[0] = '"';
    System.arraycopy(key, 0, field, 1, key.length);
    field[key.length + 1] = '"';
    field[key.length + 2] = ':';
    return field;
  }

  private static long mask(int bytes) {
    return bytes == WORD ? -1L : (1L << (bytes * WORD)) - 1;
  }

  static KeyNode beginning() {
    return new KeyNode(null, new byte[0], 0, false);
  }

  static KeyNode loose() {
    return new KeyNode(null, new byte[0], 0, true);
  }

  private static boolean isPlain(byte[] key) {
    for (byte b : key) {
      if ((b >= 0 && b < ' ') || b == '"' || b == '\\') {
        return false;
      }
    }
    return true;
  }

  /** Whether the field stands at a position. Sixteen bytes must be readable there. */
  boolean isAt(byte[] in, int at, int to) {
    if (((Words.at(in, at) ^ first) & firstMask) != 0
        || ((Words.at(in, at + WORD) ^ second) & secondMask) != 0) {
      return false;
    }
    int length = field.length;
    return length <= 2 * WORD
        ? length > 0
        : at + length <= to
            && Arrays.equals(in, at + 2 * WORD, at + length, field, 2 * WORD, length);
  }

  @Nullable KeyNode child(Key wanted) {
    for (var child : children) {
      if (child.hash == wanted.hash() && wanted.isSameAs(child.key)) {
        likely = child;
        return child;
      }
    }
    return null;
  }

  /** Whether the object has had the key already. */
  boolean has(Key wanted) {
    for (var node = this; node != null && node.before != null; node = node.before) {
      if (node.hash == wanted.hash() && wanted.isSameAs(node.key)) {
        return true;
      }
    }
    return false;
  }

  KeyNode beginningOfObject() {
    var node = this;
    while (node.before != null) {
      node = node.before;
    }
    return node;
  }

  boolean hasRoom() {
    return children.length < MOST_CHILDREN && size < Long.SIZE;
  }

  KeyNode add(Key fresh) {
    var child = new KeyNode(this, fresh.copy(), fresh.hash(), false);
    children = Arrays.copyOf(children, children.length + 1);
    children[children.length - 1] = child;
    likely = child;
    return child;
  }

  /** Hands the object's keys over to where they are kept from now on. */
  void moveTo(LooseKeys keys, int owner) {
    for (var node = this; node != null && node.before != null; node = node.before) {
      keys.add(owner, new Key(node.key, 0, node.key.length, node.hash));
    }
  }
}
