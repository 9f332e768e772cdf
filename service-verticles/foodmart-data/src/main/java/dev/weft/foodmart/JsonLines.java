package dev.weft.foodmart;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Streams a file of the data set, one JSON object a line, as records. Fields that a record does not
 * name are skipped without being decoded; decimals keep every digit.
 */
final class JsonLines {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addModule(new SimpleModule().addDeserializer(LocalDate.class, new DateReader()))
          .build();

  private JsonLines() {}

  static <R extends Record> Stream<R> read(String file, Class<R> row) {
    var in = JsonLines.class.getResourceAsStream("/" + file);
    if (in == null) {
      throw new IllegalStateException(file + " of the FoodMart data set is not on the class path");
    }
    try {
      MappingIterator<R> rows = MAPPER.readerFor(row).readValues(in);
      var known = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
      return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, known), false)
          .onClose(() -> close(rows));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " of the FoodMart data set cannot be read", e);
    }
  }

  private static void close(MappingIterator<?> rows) {
    try {
      rows.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Dates stand as {@code 1961-08-26} or as {@code 1998-01-07 00:00:00.0}. */
  private static final class DateReader extends StdDeserializer<LocalDate> {

    private static final long serialVersionUID = 1;
    private static final int DATE_LENGTH = "yyyy-MM-dd".length();

    DateReader() {
      super(LocalDate.class);
    }

    @Override
    public LocalDate deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return LocalDate.parse(parser.getText().substring(0, DATE_LENGTH));
    }
  }
}
