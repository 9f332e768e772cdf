package dev.weft.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What a service answered. */
public record Reply(int status, Optional<String> location, String body) {

  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  static Reply of(HttpResponse<String> response) {
    return new Reply(
        response.statusCode(), response.headers().firstValue("Location"), response.body());
  }

  /** The body as a tree; decimals keep their digits. */
  public JsonNode json() {
    return tree(body);
  }

  static JsonNode tree(String json) {
    try {
      return EXACT.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  /** The code of a problem. */
  public String code() {
    return json().path("code").asText();
  }

  /** The pointer of a problem. */
  public String pointer() {
    return json().path("pointer").asText();
  }
}
