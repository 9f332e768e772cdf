package dev.weft.gateway.coding;

import java.io.IOException;

/** Packs and unpacks in one way. Safe for all threads. */
interface Coder {
  /** Packs bytes fast rather than small. */
  byte[] pack(byte[] plain) throws IOException;

  /**
   * Unpacks bytes, and no more than one beyond the limit.
   *
   * @throws IOException when they are not properly packed
   */
  byte[] unpack(byte[] packed, int limit) throws IOException;
}
