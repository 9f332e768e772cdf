package dev.weft.codecs;

import java.util.UUID;
import javax.crypto.SecretKey;

/**
 * A key of one subject, for AES-256.
 *
 * @param id travels with what it has encrypted
 */
public record FieldKey(UUID id, SecretKey key) {

  /** Without the key. */
  @Override
  public String toString() {
    return id.toString();
  }
}
