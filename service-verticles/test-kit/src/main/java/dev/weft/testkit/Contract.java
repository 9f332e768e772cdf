package dev.weft.testkit;

import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIVersion;

/** The OpenAPI document of a service, which was found valid. */
public final class Contract {

  /** OpenAPI's own schema, with that of the JSON Schemas inside. */
  private static final String OPENAPI_31 =
      "https://spec.openapis.org/oas/3.1/schema-base/2022-10-07";

  private static final JsonSchemaOptions ANSWERS =
      new JsonSchemaOptions()
          .setDraft(Draft.DRAFT202012)
          .setBaseUri("app://answer")
          .setOutputFormat(OutputFormat.Basic);

  private final JsonObject document;

  private Contract(JsonObject document) {
    this.document = document;
  }

  /**
   * Reads a document.
   *
   * @throws AssertionError if it is no OpenAPI 3.1
   */
  public static Contract of(String json) {
    var repository = repository();
    var document = new JsonObject(json);
    var result = repository.validator(OPENAPI_31).validate(document);
    if (!Boolean.TRUE.equals(result.getValid())) {
      throw new AssertionError("not OpenAPI 3.1: " + result.toJson().encodePrettily());
    }
    return new Contract(document);
  }

  /** With a Vert.x of its own, as that of a node reads no files from the class path. */
  private static SchemaRepository repository() {
    var vertx = Vertx.vertx();
    try {
      return OpenAPIVersion.V3_1.getRepository(vertx, "app://").await();
    } finally {
      vertx.close().await();
    }
  }

  /** What a JSON pointer leads to. */
  public Object at(String pointer) {
    var found = JsonPointer.from(pointer).queryJson(document);
    if (found == null) {
      throw new AssertionError("there is no " + pointer + " in " + document.encodePrettily());
    }
    return found;
  }

  /** Fails if the document does not allow such an answer of an operation, such as get /orders. */
  public void checkAnswer(String operation, Reply reply) {
    var words = operation.split(" ", -1);
    var pointer =
        JsonPointer.create()
            .append("paths")
            .append(words[1])
            .append(words[0])
            .append("responses")
            .append(Integer.toString(reply.status()))
            .append("content")
            .append("application/json")
            .append("schema");
    var schema =
        new JsonObject()
            .put("components", document.getJsonObject("components"))
            .put("allOf", new JsonArray().add(at(pointer.toString())))
            .copy();
    var result =
        Validator.create(JsonSchema.of(schema), ANSWERS).validate(Json.decodeValue(reply.body()));
    if (!Boolean.TRUE.equals(result.getValid())) {
      throw new AssertionError(reply.body() + "\n" + result.toJson().encodePrettily());
    }
  }
}
