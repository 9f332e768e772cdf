package dev.weft.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

final class SpliceTest {
  @Test
  void rangesStandOneAfterTheOther() {
    byte[] text = "0123456789".getBytes(UTF_8);
    var splice = new Splice(1).add(text, 2, 4).add(text, 4, 6).add(text, 0, 1).add(text, 9, 9);
    splice.add(Splice.of("ab".getBytes(UTF_8))).add(Buffer.buffer("cd"));
    assertThat(new String(splice.toBytes(), UTF_8)).isEqualTo("23450abcd");
    assertThat(splice.length()).isEqualTo(9);
    var pooled = splice.toPooled();
    assertThat(pooled.toString(UTF_8)).isEqualTo("23450abcd");
    assertThat(pooled.release()).isTrue();
  }

  @Test
  void bytesThatAreAlreadyOneArrayAreNotCopied() {
    byte[] all = {1, 2, 3};
    assertThat(Splice.of(all).toBytes()).isSameAs(all);
  }
}
