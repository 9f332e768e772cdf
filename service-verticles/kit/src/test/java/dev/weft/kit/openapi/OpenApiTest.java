package dev.weft.kit.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weft.kit.Answer;
import dev.weft.kit.Operation;
import dev.weft.kit.http.Route;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OpenApiTest {

  private static final String OPENAPI_31 =
      "https://spec.openapis.org/oas/3.1/schema-base/2022-10-07";

  enum Colour {
    RED,
    GREEN
  }

  record Everything(
      String text,
      long big,
      int small,
      double floating,
      BigDecimal money,
      boolean flag,
      Instant at,
      LocalDate day,
      Colour colour,
      List<String> tags,
      Map<String, Integer> counts,
      @Nullable String none,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String leftOut,
      @JsonProperty("renamed") String named,
      Inner inner,
      @Nullable Inner noInner,
      List<Everything> children) {

    record Inner(long id) {}
  }

  @Test
  void aRecordIsDescribedAsItIsWritten() {
    var schemas = schemas(Operation.of("").answers(Everything.class));
    var everything = schemas.getJsonObject("Everything");
    var properties = everything.getJsonObject("properties");

    assertThat(properties.getJsonObject("text")).isEqualTo(json("{'type':'string'}"));
    assertThat(properties.getJsonObject("big"))
        .isEqualTo(json("{'type':'integer','format':'int64'}"));
    assertThat(properties.getJsonObject("money")).isEqualTo(json("{'type':'number'}"));
    assertThat(properties.getJsonObject("at"))
        .isEqualTo(json("{'type':'string','format':'date-time'}"));
    assertThat(properties.getJsonObject("day"))
        .isEqualTo(json("{'type':'string','format':'date'}"));
    assertThat(properties.getJsonObject("colour"))
        .isEqualTo(json("{'type':'string','enum':['RED','GREEN']}"));
    assertThat(properties.getJsonObject("tags"))
        .isEqualTo(json("{'type':'array','items':{'type':'string'}}"));
    assertThat(properties.getJsonObject("counts").getJsonObject("additionalProperties"))
        .isEqualTo(json("{'type':'integer','format':'int32'}"));
    assertThat(properties.getJsonObject("none")).isEqualTo(json("{'type':['string','null']}"));
    assertThat(properties.getJsonObject("leftOut")).isEqualTo(json("{'type':'string'}"));
    assertThat(properties.getJsonObject("inner"))
        .isEqualTo(json("{'$ref':'#/components/schemas/EverythingInner'}"));
    assertThat(properties.getJsonObject("noInner").getJsonArray("anyOf")).hasSize(2);
    assertThat(properties.getJsonObject("children").getJsonObject("items"))
        .isEqualTo(json("{'$ref':'#/components/schemas/Everything'}"));
    assertThat(properties.fieldNames()).contains("renamed").doesNotContain("named");
    assertThat(everything.getJsonArray("required"))
        .contains("text", "none", "renamed")
        .doesNotContain("leftOut");
  }

  @Test
  void whatIsSentIsDescribedAsStrictlyAsItIsRead() {
    record Sent(String text, @Nullable Long number) {}
    var sent = schemas(Operation.of("").takes(Sent.class)).getJsonObject("Sent");

    assertThat(sent.getBoolean("additionalProperties")).isFalse();
    assertThat(sent.getJsonArray("required")).isEqualTo(new JsonArray().add("text"));
  }

  @Test
  void aRecordThatIsSentAndAnsweredHasTwoDescriptions() {
    var schemas =
        schemas(Operation.of("").takes(Everything.Inner.class).answers(Everything.Inner.class));

    assertThat(schemas.fieldNames()).contains("EverythingInner", "EverythingInnerOutput");
  }

  @Test
  void theDocumentIsValidOpenApi31() {
    var told =
        Operation.of("All there is.")
            .path("id", long.class)
            .needsQuery("of", Colour.class)
            .query("limit", 1, 100, 20)
            .queryList("ids", long.class)
            .takes(Everything.Inner.class)
            .answers(Everything.class)
            .answersListOf(Everything.class)
            .creates(Everything.Inner.class)
            .answersNothing()
            .refuses(404, 422);
    var document = document("/things/{id}", told);
    var vertx = Vertx.vertx();
    try {
      var repository = OpenAPIVersion.V3_1.getRepository(vertx, "app://").await();
      var result = repository.validator(OPENAPI_31).validate(document.toBuffer().toJsonObject());

      assertThat(result.getValid()).as(() -> result.toJson().encodePrettily()).isTrue();
      assertThat(document.getString("openapi")).isEqualTo("3.1.0");
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void aParameterThatThePathDoesNotHaveIsAMistake() {
    assertThatThrownBy(() -> document("/things", Operation.of("").path("id", long.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{id}");
  }

  @Test
  void aServicesOwnDocumentStandsInForTheMadeOne() {
    var own = new Route(HttpMethod.GET, "/openapi.json", (_, _) -> Answer.noContent(), none());

    assertThat(OpenApi.published("s", "1", List.of(own))).containsExactly(own);
    assertThat(OpenApi.published("s", "1", List.of())).hasSize(1);
  }

  private static Operation none() {
    return Operation.UNDESCRIBED;
  }

  private static JsonObject schemas(Operation operation) {
    return document("/things", operation).getJsonObject("components").getJsonObject("schemas");
  }

  private static JsonObject document(String path, Operation operation) {
    var route = new Route(HttpMethod.PUT, path, (_, _) -> Answer.noContent(), operation);
    return OpenApi.document("things", "1", List.of(route));
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
