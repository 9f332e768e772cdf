package dev.weft.kit.messaging.keys;

import dev.weft.codecs.FieldCipher;
import dev.weft.codecs.FieldKey;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that encrypt keys. The first one is for new ones; what an earlier one has encrypted is
 * read as long as it is here.
 */
public final class MasterKeys {

  private static final String ALGORITHM = "AES";
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<FieldKey> keys;

  private MasterKeys(List<FieldKey> keys) {
    this.keys = keys;
  }

  /**
   * Master keys in base 64, the present one first.
   *
   * @throws IllegalArgumentException when one is not 32 bytes
   */
  public static MasterKeys of(List<String> texts) {
    return new MasterKeys(texts.stream().map(MasterKeys::key).toList());
  }

  private static FieldKey key(String text) {
    var bytes = Base64.getDecoder().decode(text.strip());
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a master key has 32 bytes, in base 64");
    }
    // Says which master key it was, and nothing of it: 122 bits of a hash.
    return new FieldKey(UUID.nameUUIDFromBytes(bytes), new SecretKeySpec(bytes, ALGORITHM));
  }

  /** A new key for a subject. */
  static FieldKey fresh() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new FieldKey(UUID.randomUUID(), new SecretKeySpec(bytes, ALGORITHM));
  }

  /** As it may be kept. */
  String wrap(FieldKey key) {
    return FieldCipher.encrypt(keys.getFirst(), key.key().getEncoded(), place(key.id())).text();
  }

  /**
   * A key as it was before it was kept.
   *
   * @throws IllegalStateException when no master key here has encrypted it
   */
  FieldKey unwrap(UUID id, String wrapped) {
    var cipher = FieldCipher.parse(wrapped);
    return keys.stream()
        .filter(master -> cipher.filter(c -> c.keyId().equals(master.id())).isPresent())
        .findFirst()
        .flatMap(master -> cipher.orElseThrow().decrypt(master, place(id)))
        .map(bytes -> new FieldKey(id, new SecretKeySpec(bytes, ALGORITHM)))
        .orElseThrow(
            () -> new IllegalStateException("no master key here has encrypted the key " + id));
  }

  private static String place(UUID id) {
    return "weft_key/" + id;
  }
}
