package dev.weft.node.http;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.HEAD;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PathTableTest {

  private static final PathTable<String> TABLE =
      PathTable.<String>builder()
          .add(GET, "/", "root")
          .add(GET, "/orders", "orders")
          .add(POST, "/orders", "place")
          .add(GET, "/orders/{id}", "order")
          .add(GET, "/orders/latest", "latest")
          .add(DELETE, "/orders/{id}/lines/{line}", "line")
          .add(GET, "/orders/**", "rest")
          .add(PathTable.ANY, "/files/**", "files")
          .add(GET, "/files/index", "index")
          .build();

  @Test
  void aLiteralBeatsAParameterBeatsATail() {
    assertThat(found("/orders/latest").value()).isEqualTo("latest");
    assertThat(found("/orders/17").value()).isEqualTo("order");
    assertThat(found("/orders/17/history").value()).isEqualTo("rest");
  }

  @Test
  void theRootIsAPathToo() {
    assertThat(found("/").value()).isEqualTo("root");
  }

  @Test
  void parametersComeInTheirOrderAndDecoded() {
    var match = TABLE.match(DELETE, "/orders/a%20b/lines/%E2%82%AC");

    assertThat(match).isEqualTo(new PathMatch.Found<>("line", List.of("a b", "€"), ""));
  }

  @Test
  void aParameterOfABranchThatWasLeftIsForgotten() {
    var table =
        PathTable.<String>builder()
            .add(GET, "/a/{x}/b", "deep")
            .add(GET, "/a/**", "tail")
            .add(GET, "/{y}/z/c", "other")
            .build();

    assertThat(table.match(GET, "/a/1/c"))
        .isEqualTo(new PathMatch.Found<>("tail", List.of(), "/1/c"));
    assertThat(table.match(GET, "/b/z/c"))
        .isEqualTo(new PathMatch.Found<>("other", List.of("b"), ""));
  }

  @Test
  void aTailIsHandedOutRawAndFromItsSlashOn() {
    assertThat(TABLE.match(PUT, "/files/a%20b//c/"))
        .isEqualTo(new PathMatch.Found<>("files", List.of(), "/a%20b//c/"));
    assertThat(TABLE.match(PUT, "/files/"))
        .isEqualTo(new PathMatch.Found<>("files", List.of(), "/"));
    assertThat(TABLE.match(PUT, "/files")).isEqualTo(new PathMatch.Found<>("files", List.of(), ""));
  }

  @Test
  void aLiteralMatchesHoweverItIsEncoded() {
    assertThat(found("/%6frders/l%61test").value()).isEqualTo("latest");
  }

  @Test
  void aParameterIsNeverEmpty() {
    var table = PathTable.<String>builder().add(GET, "/orders/{id}", "order").build();

    assertThat(table.match(GET, "/orders/")).isInstanceOf(PathMatch.NoSuchPath.class);
  }

  @Test
  void anotherMethodIsToldWhichOnesThereAre() {
    assertThat(((PathMatch.WrongMethod<String>) TABLE.match(PUT, "/orders")).allowed())
        .containsExactly(GET, POST);
  }

  @Test
  void headGoesWhereGetGoesAndNotToWhatIsForAnyMethod() {
    var table =
        PathTable.<String>builder()
            .add(GET, "/a/{id}", "read")
            .add(GET, "/b", "read b")
            .add(HEAD, "/b", "head of b")
            .add(PathTable.ANY, "/**", "rest")
            .build();

    assertThat(((PathMatch.Found<String>) table.match(HEAD, "/a/1")).value()).isEqualTo("read");
    assertThat(((PathMatch.Found<String>) table.match(HEAD, "/b")).value()).isEqualTo("head of b");
    assertThat(((PathMatch.Found<String>) table.match(HEAD, "/c")).value()).isEqualTo("rest");
  }

  @Test
  void aMethodThatALiteralLacksIsFoundAtThePatternBehindIt() {
    assertThat(TABLE.match(POST, "/files/index"))
        .isEqualTo(new PathMatch.Found<>("files", List.of(), "/index"));
  }

  @Test
  void anUnknownPathIsNoSuchPath() {
    assertThat(TABLE.match(GET, "/nothing")).isInstanceOf(PathMatch.NoSuchPath.class);
    assertThat(TABLE.match(GET, "*")).isInstanceOf(PathMatch.NoSuchPath.class);
    assertThat(TABLE.match(GET, "/ordersx")).isInstanceOf(PathMatch.NoSuchPath.class);
    assertThat(TABLE.match(DELETE, "/orders/%zz/lines/1")).isInstanceOf(PathMatch.NoSuchPath.class);
  }

  @Test
  void twoTemplatesForTheSameRequestsAreRefused() {
    var builder = PathTable.<String>builder().add(GET, "/a/{x}", "first");

    assertThatThrownBy(() -> builder.add(GET, "/a/{y}", "second"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("another path matches the same requests as \"GET /a/{y}\"");
    builder.add(POST, "/a/{y}", "another method is another matter");
  }

  @Test
  void templatesThatAreNotWellFormedAreRefused() {
    for (var template :
        List.of(
            "a",
            "",
            "/a/{",
            "/a/{}",
            "/{x}/{x}",
            "/a/b{x}",
            "/../a",
            "/a/**/b",
            "/a b",
            "/a%20b")) {
      assertThatThrownBy(() -> PathTable.<String>builder().add(GET, template, "x"))
          .as(template)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static PathMatch.Found<String> found(String path) {
    return (PathMatch.Found<String>) TABLE.match(GET, path);
  }
}
