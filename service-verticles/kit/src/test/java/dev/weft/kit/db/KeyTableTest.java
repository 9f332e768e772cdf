package dev.weft.kit.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.codecs.FieldKey;
import dev.weft.kit.messaging.keys.KeyTable;
import dev.weft.kit.messaging.keys.MasterKeys;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KeyTableTest {

  private static final MasterKeys MASTERS =
      MasterKeys.of(List.of(Base64.getEncoder().encodeToString(new byte[32])));

  private OpenDatabase database;

  @BeforeEach
  void open() throws Exception {
    database = OpenDatabase.fresh();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aSubjectHasOneKeyThatEveryProcessFinds() {
    var key = await(() -> keys(Duration.ofHours(1)).current("customer/17"));

    assertThat(await(() -> keys(Duration.ofHours(1)).current("customer/17"))).isEqualTo(key);
    assertThat(await(() -> keys(Duration.ofHours(1)).find(key.id()))).contains(key);
    assertThat(await(() -> keys(Duration.ofHours(1)).current("customer/18"))).isNotEqualTo(key);
  }

  @Test
  void aKeyThatHasGrownOldIsFollowedByANewOneAndStillRead() {
    var first = await(() -> keys(Duration.ofHours(1)).current("customer/17"));
    database.in(
        tx -> tx.update("UPDATE weft_key SET created_at = created_at - interval '2 hours'"));
    var second = await(() -> keys(Duration.ofHours(1)).current("customer/17"));

    assertThat(second).isNotEqualTo(first);
    assertThat(await(() -> keys(Duration.ofHours(1)).current("customer/17"))).isEqualTo(second);
    assertThat(await(() -> keys(Duration.ofHours(1)).find(first.id()))).contains(first);
  }

  @Test
  void aSubjectIsForgottenAtOnceWithAllItsKeys() {
    var key = await(() -> keys(Duration.ofHours(1)).current("customer/17"));
    database.in(tx -> tx.update("DELETE FROM weft_key WHERE subject = $1", "customer/17"));

    assertThat(await(() -> keys(Duration.ofHours(1)).find(key.id()))).isEmpty();
    FieldKey next = await(() -> keys(Duration.ofHours(1)).current("customer/17"));
    assertThat(next.id()).isNotEqualTo(key.id());
  }

  @Test
  void keysAreNotKeptInPlain() {
    var key = await(() -> keys(Duration.ofHours(1)).current("customer/17"));
    var wrapped =
        database.in(tx -> tx.one("SELECT wrapped FROM weft_key").orElseThrow().getString(0));
    var plain = Base64.getUrlEncoder().withoutPadding().encodeToString(key.key().getEncoded());

    assertThat(wrapped).startsWith("weft1.").doesNotContain(plain.substring(2, 40));
  }

  private KeyTable keys(Duration rotateAfter) {
    return new KeyTable(database.transactions(Emits.NOTHING), MASTERS, rotateAfter);
  }

  private <T> T await(Callable<T> work) {
    return database.start(work).await();
  }
}
