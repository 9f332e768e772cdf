package dev.weft.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.weft.kit.Answer;
import io.vertx.core.buffer.Buffer;

/** Turns the body of an answer into JSON: decimals with all their digits, dates as ISO 8601. */
final class AnswerEncoder {

  private static final String JSON = "application/json";

  private final JsonMapper mapper = mapper(JsonMapper.builder());

  private static JsonMapper mapper(JsonMapper.Builder builder) {
    return builder
        .addModule(new JavaTimeModule())
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .build();
  }

  /** The same answer with its body as bytes. */
  Answer encode(Answer answer) {
    var body = answer.body();
    if (body == null) {
      return answer;
    }
    var bytes = body instanceof Buffer buffer ? buffer : json(body);
    var encoded = new Answer(answer.status(), answer.headers(), bytes);
    boolean typed = answer.headers().keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase);
    return typed ? encoded : encoded.withHeader("Content-Type", JSON);
  }

  private Buffer json(Object body) {
    try {
      return Buffer.buffer(mapper.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "a " + body.getClass().getName() + " cannot be written as JSON", e);
    }
  }
}
