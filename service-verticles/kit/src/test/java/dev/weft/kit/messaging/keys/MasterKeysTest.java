package dev.weft.kit.messaging.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MasterKeysTest {

  private static final String OLD = text(1);
  private static final String NEW = text(2);

  @Test
  void aKeyIsReadWithTheMasterKeyThatIsPreviousByNow() {
    var key = MasterKeys.fresh();
    var wrapped = MasterKeys.of(List.of(OLD)).wrap(key);

    assertThat(MasterKeys.of(List.of(NEW, OLD)).unwrap(key.id(), wrapped)).isEqualTo(key);
    assertThat(MasterKeys.of(List.of(NEW, OLD)).wrap(key)).isNotEqualTo(wrapped);
  }

  @Test
  void aKeyIsOfNoUseWithoutItsMasterKeyOrUnderAnotherName() {
    var key = MasterKeys.fresh();
    var wrapped = MasterKeys.of(List.of(OLD)).wrap(key);

    assertThatThrownBy(() -> MasterKeys.of(List.of(NEW)).unwrap(key.id(), wrapped))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(key.id().toString());
    assertThatThrownBy(() -> MasterKeys.of(List.of(OLD)).unwrap(MasterKeys.fresh().id(), wrapped))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsNoMasterKeyIsRefused() {
    for (var text : new String[] {"", "c2hvcnQ=", "not base 64!"}) {
      assertThatThrownBy(() -> MasterKeys.of(List.of(text)))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String text(int filling) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) filling);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
