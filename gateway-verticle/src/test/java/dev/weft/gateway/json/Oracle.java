package dev.weft.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Jackson's opinion on bytes: UTF-8 by the JDK's strict decoder, grammar by Jackson, one value
 * only.
 */
final class Oracle {
  private static final BigDecimal LIMIT = new BigDecimal("1e309");
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(100_000)
                  .maxNestingDepth(1000)
                  .build())
          .build();

  private Oracle() {}

  static boolean accepts(byte[] bytes, boolean duplicatesRefused) {
    try {
      var decoder =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      return oneValue(decoder.decode(ByteBuffer.wrap(bytes)).toString(), duplicatesRefused);
    } catch (CharacterCodingException notText) {
      return false;
    }
  }

  private static boolean oneValue(String text, boolean duplicatesRefused) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, duplicatesRefused);
      int depth = 0;
      int values = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        values += depth == 0 ? 1 : 0;
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token.isNumeric() && tooLarge(parser.getText())) {
          return false;
        }
      }
      return values == 1 && depth == 0;
    } catch (IOException refused) {
      return false;
    }
  }

  private static boolean tooLarge(String number) {
    int e = Math.max(number.indexOf('e'), number.indexOf('E'));
    if (e >= 0 && number.length() - e > 8) {
      return !number.substring(0, e).matches("-?[0.]+") && number.charAt(e + 1) != '-';
    }
    return new BigDecimal(number).abs().compareTo(LIMIT) >= 0;
  }
}
