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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the management port of a process for what the services in it tell. */
final class ManagementClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Ten thousand dead letters take some seconds. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String url;
  private final @Nullable String token;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  ManagementClient(String url, @Nullable String token) {
    this.url = url;
    this.token = token;
  }

  /**
   * The services that answer at a path, or the one of them that is asked for.
   *
   * @param what such services have, for people
   * @param path of a service
   */
  List<String> services(@Nullable String wanted, String what, UnaryOperator<String> path) {
    List<String> all = new ArrayList<>();
    for (JsonNode part : need("/info").path("parts")) {
      String name = part.path("name").asText();
      if (get(path.apply(name)).isPresent()) {
        all.add(name);
      }
    }
    if (wanted == null) {
      return all;
    }
    if (!all.contains(wanted)) {
      throw new StackException(
          ExitStatus.WRONG_INPUT,
          "there is no service %s with %s at %s; there are: %s"
              .formatted(wanted, what, url, all.isEmpty() ? "none" : String.join(", ", all)));
    }
    return List.of(wanted);
  }

  /** Nothing where there is no such thing. */
  Optional<JsonNode> get(String path) {
    return answer(request(path));
  }

  /** What must be there when this is a management port. */
  JsonNode need(String path) {
    return get(path).orElseThrow(this::noManagementPort);
  }

  JsonNode post(String path, Map<String, ?> body) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.valueToTree(body).toString()));
    return answer(request).orElseThrow(this::noManagementPort);
  }

  @Override
  public void close() {
    client.close();
  }

  /** A segment of a path, or a value of a query. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static String query(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&", "?", ""));
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
