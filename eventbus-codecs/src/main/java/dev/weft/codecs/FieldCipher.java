package dev.weft.codecs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * One encrypted value as text: {@code weft1.} and the base64url of key id (16 bytes), nonce (12),
 * AES-256-GCM of the value's JSON with its tag (16). Type and field are authenticated with it, so
 * that it is of no use elsewhere.
 */
public final class FieldCipher {

  private static final String PREFIX = "weft1.";
  private static final String ALGORITHM = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int ID_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final UUID keyId;
  private final byte[] nonce;
  private final byte[] sealed;

  private FieldCipher(UUID keyId, byte[] nonce, byte[] sealed) {
    this.keyId = keyId;
    this.nonce = nonce;
    this.sealed = sealed;
  }

  /** Encrypts a value for one place, such as a field of a type. */
  public static FieldCipher encrypt(FieldKey key, byte[] plain, String place) {
    var nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      return new FieldCipher(
          key.id(), nonce, cipher(Cipher.ENCRYPT_MODE, key, nonce, place).doFinal(plain));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES-GCM", e);
    }
  }

  /** The parts of a text; empty for a text that is no such value. */
  public static Optional<FieldCipher> parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text.substring(PREFIX.length())));
      if (bytes.remaining() < ID_BYTES + NONCE_BYTES + TAG_BITS / Byte.SIZE) {
        return Optional.empty();
      }
      var id = new UUID(bytes.getLong(), bytes.getLong());
      var nonce = new byte[NONCE_BYTES];
      bytes.get(nonce);
      var sealed = new byte[bytes.remaining()];
      bytes.get(sealed);
      return Optional.of(new FieldCipher(id, nonce, sealed));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Which key has encrypted it. */
  public UUID keyId() {
    return keyId;
  }

  /** The value; empty when it was changed on its way, or belongs elsewhere. */
  public Optional<byte[]> decrypt(FieldKey key, String place) {
    try {
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, nonce, place).doFinal(sealed));
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  /** As it travels. */
  public String text() {
    var bytes = ByteBuffer.allocate(ID_BYTES + NONCE_BYTES + sealed.length);
    bytes.putLong(keyId.getMostSignificantBits()).putLong(keyId.getLeastSignificantBits());
    bytes.put(nonce).put(sealed);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  private static Cipher cipher(int mode, FieldKey key, byte[] nonce, String place)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance(ALGORITHM);
    cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
