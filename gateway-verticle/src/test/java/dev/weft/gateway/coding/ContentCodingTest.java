package dev.weft.gateway.coding;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ContentCodingTest {
  private static final String TEXT = "a text of some length, a text of some length";

  static List<ContentCoding> all() {
    return List.of(ContentCoding.BR, ContentCoding.GZIP);
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatWasPackedComesBackWholeAndNoMoreThanTheLimit(ContentCoding coding) {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int size : new int[] {0, 1, 100, 8191, 8192, 8193, 200_000}) {
      byte[] plain = new byte[size];
      random.nextBytes(plain);
      Arrays.fill(plain, size / 2, size, (byte) 'x');
      byte[] packed = coding.pack(plain);
      assertThat(coding.unpack(packed, size))
          .isInstanceOfSatisfying(
              Unpacked.Plain.class, back -> assertThat(back.bytes()).isEqualTo(plain));
      if (size > 0) {
        assertThat(coding.unpack(packed, size - 1)).isEqualTo(Unpacked.Refused.TOO_LARGE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsCutOffOrSomethingElseIsBroken(ContentCoding coding) {
    byte[] packed = coding.pack(TEXT.getBytes(StandardCharsets.UTF_8));
    for (int length = 0; length < packed.length; length++) {
      assertThat(coding.unpack(Arrays.copyOf(packed, length), 1000))
          .as("%d of %d bytes", length, packed.length)
          .isEqualTo(Unpacked.Refused.BROKEN);
    }
    byte[] other = new byte[64];
    Arrays.fill(other, (byte) 0xff);
    assertThat(coding.unpack(other, 1000)).isEqualTo(Unpacked.Refused.BROKEN);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aBombIsLeftWhenTheLimitIsReached(ContentCoding coding) {
    byte[] bomb = coding.pack(new byte[200 << 20]);
    var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    assertThat(coding.unpack(bomb, 1 << 20)).isEqualTo(Unpacked.Refused.TOO_LARGE);
    assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(20 << 20);
  }

  @Test
  void theClientsLikingDecidesAndThenWhatIsBest() {
    Map.of(
            "gzip, deflate, br, zstd", "br",
            "gzip", "gzip",
            "br;q=0.5, GZIP", "gzip",
            "*", "br",
            "*, br;q=0", "gzip",
            "gzip, identity", "gzip")
        .forEach(
            (header, coding) ->
                assertThat(ContentCoding.wanted(header)).as(header).hasToString(coding));
    for (var header :
        List.of("", "identity", "zstd", "gzip;q=0", "gzip;q=x", "gzip;q=0.5, identity", "*;q=0")) {
      assertThat(ContentCoding.wanted(header)).as(header).isNull();
    }
    assertThat(ContentCoding.wanted(null)).isNull();
  }

  @Test
  void whereTheNativePartDoesNotLoadThereIsGzip() {
    assertThat(ContentCoding.known(false)).containsExactly(ContentCoding.GZIP);
    assertThat(Acceptance.parse("br, gzip;q=0.1").best(ContentCoding.known(false)))
        .isEqualTo(ContentCoding.GZIP);
    assertThat(ContentCoding.accepted()).isEqualTo("br, gzip");
  }

  @Test
  void roomForWhatIsUnpackedNeverOverflows() {
    assertThat(Brotli.roomFor(100, 1000)).isEqualTo(464);
    assertThat(Brotli.roomFor(1 << 29, Integer.MAX_VALUE - 9)).isEqualTo(1 << 24);
    assertThat(Brotli.roomFor(Integer.MAX_VALUE, 1000)).isEqualTo(1064);
  }

  @Test
  void whatALibraryThrowsIsARefusal() {
    Coder throwing =
        new Coder() {
          @Override
          public byte[] pack(byte[] plain) {
            return plain;
          }

          @Override
          public byte[] unpack(byte[] packed, int limit) {
            throw new IllegalStateException("an odd state");
          }
        };
    assertThat(new ContentCoding("x", Set.of("x"), throwing).unpack(new byte[1], 1000))
        .isEqualTo(Unpacked.Refused.BROKEN);
  }
}
