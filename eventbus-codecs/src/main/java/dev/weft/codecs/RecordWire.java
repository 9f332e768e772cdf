package dev.weft.codecs;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/**
 * Records to bytes of one format and back. A tolerant reader in one thing only: fields it does not
 * know. Missing required fields, nulls and wrong types are faults, and no value is bent into
 * another type.
 */
final class RecordWire {

  private final Format format;
  private final ObjectMapper mapper;

  RecordWire(Format format) {
    this(format, FieldKeys.NONE);
  }

  RecordWire(Format format, FieldKeys keys) {
    this.format = format;
    var plain = strict(JsonMapper.builder(), new RequiredUnlessNullable());
    var marks = new EncryptedComponents(new PlainValues(plain, keys));
    this.mapper =
        switch (format) {
          case JSON -> strict(JsonMapper.builder(), marks);
          case CBOR -> strict(CBORMapper.builder().addModule(new CborStrictness()), marks);
        };
  }

  private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> M strict(
      MapperBuilder<M, B> empty, RequiredUnlessNullable marks) {
    var builder =
        empty
            .addModule(new JavaTimeModule())
            .annotationIntrospector(marks)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfigDefaults(
                coercion ->
                    coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    for (var shape :
        new CoercionInputShape[] {
          CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
      builder.withCoercionConfig(
          LogicalType.Textual, coercion -> coercion.setCoercion(shape, CoercionAction.Fail));
    }
    return builder.build();
  }

  /** Lets the mapper look at a record now, so that the first message does not pay for it. */
  void prepare(Class<? extends Record> record) {
    var _ = mapper.readerFor(record);
  }

  Buffer encode(Record message) {
    try {
      return Buffer.buffer(mapper.writeValueAsBytes(message));
    } catch (JsonProcessingException e) {
      PlainValues.rethrow(e);
      throw new NotEncodable(message.getClass().getName() + " can not be written as " + format, e);
    }
  }

  <M extends Record> M decode(Class<M> record, Buffer data) throws NotReadable {
    try {
      var message = mapper.readValue(data.getBytes(), record);
      if (message == null) {
        throw new NotReadable("the data is null");
      }
      return message;
    } catch (IOException e) {
      PlainValues.rethrow(e);
      throw new NotReadable(reason(e));
    }
  }

  /** Where it is wrong and how, without the values: those may be nobody's business in a log. */
  private String reason(IOException fault) {
    if (fault instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return "at " + pointer(mapping) + ": " + kind(mapping);
    }
    return fault instanceof JsonProcessingException processing && processing.getLocation() != null
        ? kind(fault) + place(processing.getLocation())
        : kind(fault);
  }

  private static String place(JsonLocation location) {
    return location.getLineNr() > 0
        ? " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr())
        : " at byte " + location.getByteOffset();
  }

  private static String pointer(JsonMappingException fault) {
    var pointer = new StringBuilder();
    for (var step : fault.getPath()) {
      pointer
          .append('/')
          .append(step.getFieldName() == null ? step.getIndex() : step.getFieldName());
    }
    return pointer.toString();
  }

  private String kind(IOException fault) {
    return switch (fault) {
      case Decrypting.Closed closed -> closed.getOriginalMessage();
      case InvalidNullException _ -> "is null";
      case ValueInstantiationException _ -> "the record refused it";
      case MismatchedInputException e when e.getOriginalMessage().startsWith("Missing required") ->
          "is missing";
      case MismatchedInputException _ -> "has a wrong type or value";
      default -> "is not valid " + format;
    };
  }

  /** The data can not become the record. */
  static final class NotReadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    NotReadable(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
