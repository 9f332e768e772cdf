package dev.weft.gateway.coding;

/** What unpacking comes to. */
public sealed interface Unpacked {
  /** The bytes as they were. */
  @SuppressWarnings("ArrayRecordComponent") // handed on, compared by nobody
  record Plain(byte[] bytes) implements Unpacked {}

  /** Why there are none. */
  enum Refused implements Unpacked {
    TOO_LARGE,
    BROKEN
  }
}
