package dev.weft.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks the management port of a running stack. */
final class Management {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RunFile run;

  private Management(RunFile run) {
    this.run = run;
  }

  static Management of(RunFile run) {
    return new Management(run);
  }

  /** What the stack says of itself; one that has not said yet where it answers is starting. */
  StackStatus status(StackHome home) {
    if (run.management().isEmpty()) {
      return StackStatus.starting(run);
    }
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      JsonNode info = get(client, "/info");
      JsonNode ready = get(client, "/health/ready");
      return new StatusReport(run, info, ready, urls(home)).status();
    } catch (IOException e) {
      return RunFile.running(home).isPresent()
          ? StackStatus.silent(run, urls(home))
          : StackStatus.down();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted");
    }
  }

  private JsonNode get(HttpClient client, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(run.management() + path)).timeout(PATIENCE).build();
    return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  private Map<String, String> urls(StackHome home) {
    Map<String, String> urls = new LinkedHashMap<>();
    if (!run.url().isEmpty()) {
      urls.put("gateway", run.url());
    }
    urls.put("health", run.management() + "/health/ready");
    urls.put("metrics", run.management() + "/metrics");
    urls.put("info", run.management() + "/info");
    urls.put("log", home.log().toUri().toString());
    return urls;
  }
}
