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

  /**
   * The key as it stands between quotes, with the closing quote; empty when it is no plain text.
   */
  final byte[] raw;

  /** The first eight bytes of {@link #raw}, and where there are as many. */
  private final long word;

  private final long mask;

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
    this.raw = before != null && isPlain(key) ? Arrays.copyOf(key, key.length + 1) : new byte[0];
    if (raw.length > 0) {
      raw[key.length] = '"';
    }
    int known = Math.min(raw.length, WORD);
    this.mask = known == WORD ? -1L : (1L << (known * WORD)) - 1;
    this.word = known == 0 ? 1 : Words.first(raw, known);
    this.likely = NONE == null ? this : NONE;
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

  /**
   * Whether this key stands at a position, with its closing quote. Eight bytes must be readable
   * there.
   */
  boolean isAt(byte[] in, int at, int to) {
    if ((Words.at(in, at) & mask) != word) {
      return false;
    }
    int length = raw.length;
    return length <= WORD
        || (at + length <= to && Arrays.equals(in, at + WORD, at + length, raw, WORD, length));
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
