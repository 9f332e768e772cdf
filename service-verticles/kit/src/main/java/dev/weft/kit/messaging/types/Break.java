package dev.weft.kit.messaging.types;

import dev.weft.node.config.Position;
import java.util.List;

/**
 * One reason why a reader would refuse what is written.
 *
 * @param path the field, such as {@code lines[].quantity}; empty for the message itself
 * @param written where the writer's schema says what it writes
 * @param read where the reader's schema says what it wants
 */
record Break(String path, Position written, Position read, Reason reason) {

  /** What is wrong between the two. */
  sealed interface Reason {

    /** The reader needs a field that is never written. */
    record NotWritten() implements Reason {}

    /** The reader needs a field that may be null or missing. */
    record MayBeMissing() implements Reason {}

    /** The reader takes another type of value. */
    record OtherType(String written, String read) implements Reason {}

    /** The reader does not know some constants of an enum. */
    record UnknownConstants(List<String> names) implements Reason {}
  }
}
