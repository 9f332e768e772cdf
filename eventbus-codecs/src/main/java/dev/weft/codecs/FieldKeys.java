package dev.weft.codecs;

import java.util.Optional;
import java.util.UUID;

/** Where the keys of {@link Encrypted} components are. Safe for use by many threads; may block. */
public interface FieldKeys {

  /** For a process that has no keys: it writes no such component, and reads none. */
  FieldKeys NONE =
      new FieldKeys() {
        @Override
        public FieldKey current(String subject) {
          throw new NotEncodable("there are no keys: nothing can be encrypted for a subject");
        }

        @Override
        public Optional<FieldKey> find(UUID id) {
          return Optional.empty();
        }
      };

  /**
   * The key to encrypt with for a subject, such as {@code customer/17}; made when there is none.
   *
   * @throws RuntimeException when it can not be had now
   */
  FieldKey current(String subject);

  /**
   * The key that has encrypted something; empty when it has been deleted, or is not for this
   * reader.
   *
   * @throws RuntimeException when it can not be had now
   */
  Optional<FieldKey> find(UUID id);
}
