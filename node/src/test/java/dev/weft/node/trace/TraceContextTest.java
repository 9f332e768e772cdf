package dev.weft.node.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceContextTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @Test
  void aChildStaysInTheTraceAndHasASpanOfItsOwn() {
    var child = TraceContext.parse("00-" + TRACE + "-" + SPAN + "-00");

    assertThat(child.traceId()).isEqualTo(TRACE);
    assertThat(child.spanId()).isNotEqualTo(SPAN).matches("[0-9a-f]{16}");
    assertThat(child.flags()).isZero();
    assertThat(child.traceparent()).isEqualTo("00-" + TRACE + "-" + child.spanId() + "-00");
    assertThat(child.child().traceId()).isEqualTo(TRACE);
    assertThat(child.child().spanId()).isNotEqualTo(child.spanId());
  }

  @Test
  void aNewTraceIsSampledAndWellFormed() {
    assertThat(TraceContext.fresh().traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    assertThat(TraceContext.parse(null).traceId()).isNotEqualTo(TraceContext.parse(null).traceId());
  }

  @Test
  void aLaterVersionIsUnderstoodAsFarAsItIsKnown() {
    assertThat(TraceContext.parse("01-" + TRACE + "-" + SPAN + "-01-more").traceId())
        .isEqualTo(TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0"
      })
  void anInvalidHeaderStartsANewTrace(String header) {
    assertThat(TraceContext.parse(header).traceId())
        .isNotEqualTo(TRACE)
        .isNotEqualTo(TRACE.toUpperCase(java.util.Locale.ROOT));
  }

  @Test
  void theIdOfNothingStartsANewTrace() {
    var zeros = "0".repeat(32);

    assertThat(TraceContext.parse("00-" + zeros + "-" + SPAN + "-01").traceId())
        .isNotEqualTo(zeros);
  }
}
