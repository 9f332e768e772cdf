package dev.weft.gateway.json;

import org.jspecify.annotations.Nullable;

/**
 * The kinds of objects that a source of JSON has sent so far, in a tree of bounded size. It makes
 * checking the next value of this source faster, and never changes the verdict. For one thread.
 */
public final class KeyShapes {
  private static final int MOST_NODES = 256;
  private static final int LONGEST_KEY = 256;

  private KeyNode root = KeyNode.beginning();
  private int nodes;

  /** Forgets what it knows when it is full: what comes now may look different. */
  void refresh() {
    if (nodes >= MOST_NODES) {
      root = KeyNode.beginning();
      nodes = 0;
    }
  }

  KeyNode root() {
    return root;
  }

  /** Where an object begins that is the value of a key, or an item of an array that is. */
  @SuppressWarnings("ReferenceEquality") // the one node that all threads share
  KeyNode inner(KeyNode at) {
    var inner = at.inner;
    if (at == KeyNode.OVERFLOW) {
      return at;
    }
    if (inner == null) {
      inner = nodes < MOST_NODES ? KeyNode.beginning() : KeyNode.OVERFLOW;
      nodes++;
      at.inner = inner;
    }
    return inner;
  }

  /** Where an object goes on that leaves the tree; its values are like those before. */
  KeyNode outside(KeyNode at) {
    var beginning = at.beginningOfObject();
    var outside = beginning.outside;
    if (outside == null) {
      outside = nodes < MOST_NODES ? KeyNode.loose() : KeyNode.OVERFLOW;
      nodes++;
      beginning.outside = outside;
    }
    return outside;
  }

  /** The way on from a node by a key that the object has not had; null when it leaves the tree. */
  @Nullable KeyNode learn(KeyNode at, Key key) {
    if (nodes >= MOST_NODES || key.length() > LONGEST_KEY || !at.hasRoom()) {
      return null;
    }
    nodes++;
    return at.add(key);
  }
}
