package dev.weft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.stack.StackStatus.Part;
import dev.weft.stack.StackStatus.State;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StatusReportTest {

  private static final String INFO =
      """
      {"version": "1.2", "parts": [
         {"name": "database", "version": "18.1", "url": "postgresql://127.0.0.1:5433"},
         {"name": "orders"}, {"name": "stock"}, {"name": "gateway", "version": "1.2"}],
       "services": {
         "orders": [
           {"protocol": "EVENT_BUS", "address": "bus-1", "version": "1.2"},
           {"protocol": "HTTP", "address": "127.0.0.1:41000", "version": "1.2"}]}}\
      """;

  private static final String ALL_UP =
      """
      {"status": "UP", "checks": [{"name": "orders database", "status": "UP"}]}\
      """;

  private static final String ORDERS_DOWN =
      """
      {"status": "DOWN", "checks": [
         {"name": "orders database", "status": "DOWN", "reason": "no connection"},
         {"name": "orders broker", "status": "DOWN", "reason": "no queue"},
         {"name": "orders2", "status": "DOWN", "reason": "not mine"},
         {"name": "stock", "status": "UP"}]}\
      """;

  @Test
  void everyPartIsTakenFromWhatTheProcessSays() throws Exception {
    StackStatus status = status("http://127.0.0.1:8080", ALL_UP);

    assertThat(status.state()).isEqualTo(State.UP);
    assertThat(status.version()).isEqualTo("1.2");
    assertThat(status.parts())
        .containsExactly(
            new Part("gateway", State.UP, "1.2", "http://127.0.0.1:8080", null),
            new Part("orders", State.UP, "1.2", "http://127.0.0.1:41000", null),
            new Part("stock", State.UP, null, null, null),
            new Part("database", State.UP, "18.1", "postgresql://127.0.0.1:5433", null));
  }

  @Test
  void aPartThatIsNotReadyHasTheReasonsOfItsOwnChecksOnly() throws Exception {
    StackStatus status = status("http://127.0.0.1:8080", ORDERS_DOWN);

    assertThat(status.state()).isEqualTo(State.NOT_READY);
    assertThat(status.parts().get(1).reason()).isEqualTo("no connection; no queue");
    assertThat(status.parts().get(2).state()).isEqualTo(State.UP);
    assertThat(status.toText()).contains("not-ready").contains("(no connection; no queue)");
  }

  @Test
  void notReadyBeforeTheStackAnnouncedItselfIsStarting() throws Exception {
    assertThat(status("", ORDERS_DOWN).state()).isEqualTo(State.STARTING);
  }

  @Test
  void jsonHasTheStatesInLowerCaseAndNullForWhatIsNotKnown() throws Exception {
    JsonNode json = new ObjectMapper().readTree(status("http://127.0.0.1:8080", ALL_UP).toJson());

    assertThat(json.path("state").asText()).isEqualTo("up");
    assertThat(json.path("pid").asLong()).isEqualTo(42);
    assertThat(json.path("since").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(json.path("parts").path(2).path("url").isNull()).isTrue();
  }

  private static StackStatus status(String url, String ready) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    RunFile run = new RunFile(42, Instant.parse("2026-01-02T03:04:05Z"), url, "http://m");
    return new StatusReport(run, mapper.readTree(INFO), mapper.readTree(ready), Map.of()).status();
  }
}
