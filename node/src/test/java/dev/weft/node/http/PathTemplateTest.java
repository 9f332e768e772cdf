package dev.weft.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathTemplateTest {

  @Test
  void aTemplateKnowsItsParametersInTheirOrder() {
    var template = PathTemplate.parse("/orders/{id}/lines/{line-no}");

    assertThat(template.parameters()).containsExactly("id", "line-no");
    assertThat(template.tail()).isFalse();
    assertThat(template.segments())
        .extracting(PathTemplate.Segment::isParameter)
        .containsExactly(false, true, false, true);
  }

  @Test
  void aTailIsNoSegment() {
    assertThat(PathTemplate.parse("/catalogue/**").tail()).isTrue();
    assertThat(PathTemplate.parse("/catalogue/**").segments()).hasSize(1);
    assertThat(PathTemplate.parse("/**").segments()).isEmpty();
  }

  @Test
  void theRootIsOneEmptySegment() {
    assertThat(PathTemplate.parse("/").segments())
        .containsExactly(new PathTemplate.Segment("", false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "orders | a path must begin with \"/\": \"orders\"",
        "/a/{id | \"{id\" cannot be a segment of the path \"/a/{id\"",
        "/a/x{id} | \"x{id}\" cannot be a segment of the path \"/a/x{id}\"",
        "/a/.. | \"..\" cannot be a segment of the path \"/a/..\"",
        "/a/**/b | \"**\" cannot be a segment of the path \"/a/**/b\"",
        "/a/{id}/{id} | the parameter {id} stands twice in \"/a/{id}/{id}\""
      })
  void whatIsWrongIsSaid(String template, String message) {
    assertThatThrownBy(() -> PathTemplate.parse(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
