package dev.weft.node.management;

/** Takes back what was added. Closing twice is no error. */
@FunctionalInterface
public interface Handle extends AutoCloseable {

  @Override
  void close();
}
