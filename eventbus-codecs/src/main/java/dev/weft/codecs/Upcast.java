package dev.weft.codecs;

/**
 * What the record of an older version of a message type implements: it makes itself a message of
 * the next version, so that handlers see the newest one only. Named by {@link MessageType#before}
 * of the next version's record.
 *
 * @param <N> the record of the next version
 */
public interface Upcast<N extends Record> {

  /** The same message as the next version would have told it. */
  N upcast();
}
