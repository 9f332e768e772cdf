package dev.weft.node.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log configuration that is shipped, event by event. */
final class LogLineTest {

  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void configure() throws JoranException {
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(LogLineTest.class.getResource("/logback.xml"), "logback.xml"));
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void aLineIsOneJsonObject() {
    var line = line("first\nsecond \"quoted\" \u2028", null);

    assertThat(line.chars().filter(c -> c == '\n').count()).isEqualTo(1);
    var json = new JsonObject(line);
    assertThat(json.fieldNames())
        .containsExactly("@timestamp", "level", "logger", "thread", "message");
    assertThat(json.getString("message")).isEqualTo("first\nsecond \"quoted\" \u2028");
    assertThat(json.getString("level")).isEqualTo("WARN");
    assertThat(json.getString("logger")).isEqualTo("dev.weft.test");
    assertThat(json.getString("@timestamp")).endsWith("Z");
  }

  @Test
  void anExceptionIsAFieldOfItsLine() {
    var json = new JsonObject(line("failed", new IllegalStateException("why")));

    assertThat(json.getString("stack_trace"))
        .startsWith("java.lang.IllegalStateException: why")
        .contains("LogLineTest");
  }

  @Test
  void aLineSaysWhichProcessWroteIt() {
    context.putProperty("service", "orders");
    context.putProperty("instance", "orders-1");

    var json = new JsonObject(line("x", null));

    assertThat(json.getString("service")).isEqualTo("orders");
    assertThat(json.getString("instance")).isEqualTo("orders-1");
  }

  @Test
  void aLineWithinATraceNamesIt() {
    var vertx = Vertx.vertx();
    try {
      var trace = TraceContext.fresh();
      var written = Promise.<String>promise();
      vertx.runOnContext(
          _ -> {
            Traces.set(trace);
            written.complete(line("x", null));
          });

      var json = new JsonObject(written.future().await());

      assertThat(json.getString("traceId")).isEqualTo(trace.traceId());
      assertThat(json.getString("spanId")).isEqualTo(trace.spanId());
    } finally {
      vertx.close().await();
    }
  }

  private String line(String message, @Nullable Throwable failure) {
    var logger = context.getLogger("dev.weft.test");
    context.setMDCAdapter(new LogbackMDCAdapter());
    var event = new LoggingEvent("x", logger, Level.WARN, message, failure, null);
    var root = context.getLogger("ROOT");
    var console = (ConsoleAppender<ILoggingEvent>) root.getAppender("STDOUT");
    return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
