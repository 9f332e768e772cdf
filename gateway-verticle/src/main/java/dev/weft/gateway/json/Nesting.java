package dev.weft.gateway.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where in a value a scanner is: which objects and arrays are open, and which keys they had. The
 * fields are open to the scanner's inner loop, which keeps them in registers.
 */
final class Nesting {
  private static final int FEW = 32;

  private final int maxDepth;
  private final KeyShapes shapes;
  private final LooseKeys loose = new LooseKeys();

  int depth;

  /** For every depth whether an object is open there; false at depth 0. */
  boolean[] objects;

  /** For every depth the node that was left when it was entered. */
  KeyNode[] left;

  /** The keys of the innermost object so far. */
  KeyNode node;

  Nesting(int maxDepth, KeyShapes shapes) {
    this.maxDepth = maxDepth;
    this.shapes = shapes;
    this.objects = new boolean[Math.min(FEW, maxDepth + 1)];
    this.left = new KeyNode[objects.length];
    this.node = shapes.root();
  }

  void reset() {
    depth = 0;
    loose.clear();
    shapes.refresh();
    node = shapes.root();
  }

  boolean inObject() {
    return objects[depth];
  }

  /** Enters an object or an array; false when that is too deep. */
  boolean open(boolean object) {
    if (depth == maxDepth) {
      return false;
    }
    depth++;
    if (depth == objects.length) {
      int size = Math.min(maxDepth + 1, depth * 2);
      objects = Arrays.copyOf(objects, size);
      left = Arrays.copyOf(left, size);
    }
    objects[depth] = object;
    left[depth] = node;
    if (object) {
      node = shapes.inner(node);
    }
    return true;
  }

  void close() {
    if (node.loose && objects[depth]) {
      loose.drop(depth);
    }
    node = left[depth];
    depth--;
  }

  void dropLoose(int owner) {
    loose.drop(owner);
  }

  KeyNode inner(KeyNode at) {
    return shapes.inner(at);
  }

  /** Takes the next key of the innermost object; null when it may stand there. */
  @Nullable JsonFault key(Key key) {
    var at = node;
    if (!at.loose) {
      var next = at.child(key);
      if (next == null) {
        if (at.has(key)) {
          return JsonFault.DUPLICATE_KEY;
        }
        next = shapes.learn(at, key);
      }
      if (next != null) {
        node = next;
        return null;
      }
      at.moveTo(loose, depth);
      node = shapes.outside(at);
    }
    return switch (loose.add(depth, key)) {
      case NEW -> null;
      case THERE_ALREADY -> JsonFault.DUPLICATE_KEY;
      case NO_ROOM -> JsonFault.TOO_MANY_KEYS;
    };
  }
}
