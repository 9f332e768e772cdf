package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIVersion;

/** Judges documents by OpenAPI's own schema, and answers by those of a document. */
record OpenApi31(SchemaRepository repository) {
  private static final String SCHEMA = "https://spec.openapis.org/oas/3.1/schema-base/2022-10-07";

  private static final JsonSchemaOptions ANSWERS =
      new JsonSchemaOptions()
          .setDraft(Draft.DRAFT202012)
          .setBaseUri("app://answer")
          .setOutputFormat(OutputFormat.Basic);

  /** With a Vert.x of its own, as that of a node reads no files from the class path. */
  static OpenApi31 load() {
    var vertx = Vertx.vertx();
    try {
      return new OpenApi31(OpenAPIVersion.V3_1.getRepository(vertx, "app://").await());
    } finally {
      vertx.close().await();
    }
  }

  void checkDocument(JsonObject document) {
    var result = repository.validator(SCHEMA).validate(document.copy());
    assertThat(result.getValid()).as(() -> result.toJson().encodePrettily()).isTrue();
  }

  void checkAnswer(JsonObject document, JsonObject schema, String answer) {
    var whole =
        new JsonObject()
            .put("components", document.getJsonObject("components"))
            .put("allOf", new JsonArray().add(schema))
            .copy();
    var result = Validator.create(JsonSchema.of(whole), ANSWERS).validate(Json.decodeValue(answer));
    assertThat(result.getValid()).as(() -> result.toJson().encodePrettily()).isTrue();
  }
}
