package dev.weft.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the management port of a process for the dead letters of the services in it. */
final class DeadLetterDesk implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Ten thousand dead letters take some seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String url;
  private final @Nullable String token;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  DeadLetterDesk(String url, @Nullable String token) {
    this.url = url;
    this.token = token;
  }

  /** The services that have messages, or the one that is asked for. */
  List<String> services(@Nullable String wanted) {
    List<String> all = new ArrayList<>();
    for (JsonNode part : get("/info").orElseThrow(this::noManagementPort).path("parts")) {
      String name = part.path("name").asText();
      if (get(path(name) + "?limit=0").isPresent()) {
        all.add(name);
      }
    }
    if (wanted == null) {
      return all;
    }
    if (!all.contains(wanted)) {
      throw new StackException(
          ExitStatus.WRONG_INPUT,
          "there is no service %s with messages at %s; there are: %s"
              .formatted(wanted, url, all.isEmpty() ? "none" : String.join(", ", all)));
    }
    return List.of(wanted);
  }

  /** A page of a service's dead letters, and how many match. */
  JsonNode list(String service, Map<String, String> filter, long after, int limit) {
    Map<String, String> query = new LinkedHashMap<>(filter);
    query.put("after", Long.toString(after));
    query.put("limit", Integer.toString(limit));
    String text =
        query.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&", "?", ""));
    return get(path(service) + text).orElseThrow(this::noManagementPort);
  }

  /** How many dead letters of a service match. */
  long count(String service, Map<String, String> filter) {
    return list(service, filter, 0, 0).path("matching").asLong();
  }

  Optional<JsonNode> show(DeadLetterReference letter) {
    return get(path(letter.service()) + "/" + letter.id());
  }

  /** Redrives or discards what a filter means; an empty one means all. */
  JsonNode act(String act, String service, Map<String, String> filter) {
    Map<String, Object> body = new LinkedHashMap<>(filter);
    body.put("by", System.getProperty("user.name", "somebody"));
    if (filter.isEmpty()) {
      body.put("all", true);
    }
    HttpRequest.Builder request =
        request(path(service) + "/" + act)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.valueToTree(body).toString()));
    return answer(request).orElseThrow(this::noManagementPort);
  }

  @Override
  public void close() {
    client.close();
  }

  private static String path(String service) {
    return "/messages/" + encode(service) + "/dead-letters";
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Optional<JsonNode> get(String path) {
    return answer(request(path));
  }

  private HttpRequest.Builder request(String path) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url + path)).timeout(PATIENCE);
      return token == null ? request : request.header("Authorization", "Bearer " + token);
    } catch (IllegalArgumentException _) {
      throw new StackException(
          ExitStatus.WRONG_INPUT, "--url must be like http://127.0.0.1:9103, not " + url);
    }
  }

  /** Nothing where there is no such thing. */
  private Optional<JsonNode> answer(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      return switch (answer.statusCode()) {
        case 200 -> Optional.of(JSON.readTree(answer.body()));
        case 404 -> Optional.empty();
        case 401 ->
            throw new StackException(
                url + " wants its token: set WEFT_MANAGEMENT_TOKEN in the environment");
        case 400 -> throw new StackException(ExitStatus.WRONG_INPUT, detail(answer));
        default -> throw new StackException(url + " says: " + detail(answer));
      };
    } catch (IOException _) {
      throw new StackException("no answer from " + url);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted");
    }
  }

  private static String detail(HttpResponse<String> answer) throws IOException {
    String detail = JSON.readTree(answer.body()).path("detail").asText();
    return detail.isEmpty() ? "status " + answer.statusCode() : detail;
  }

  private StackException noManagementPort() {
    return new StackException(url + " is no management port of a Weft process");
  }
}
