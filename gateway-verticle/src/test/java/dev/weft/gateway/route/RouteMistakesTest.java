package dev.weft.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.node.config.Mistake;
import dev.weft.node.config.Mistakes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RouteMistakesTest {
  @TempDir private Path directory = Path.of("");
  private final Mistakes warnings = new Mistakes();

  private List<String> mistakes(String yaml) {
    return mistakes(yaml, false);
  }

  /** Without the directory: {@code 3:7: path: message (did you mean "x"?)}. */
  private List<String> mistakes(String yaml, boolean open) {
    try {
      Files.writeString(directory.resolve("r.yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var mistakes = new Mistakes();
    var services = new KnownServices(Set.of("orders", "customers", "catalogue"), open, warnings);
    RouteFiles.load(directory, services, mistakes);
    return mistakes.list().stream().map(Mistake::toString).map(RouteMistakesTest::short_).toList();
  }

  private static String short_(String text) {
    return text.substring(text.indexOf("r.yaml:") + 7);
  }

  @Test
  void allMistakesAreToldAtOnceEachWithItsPlaceAndTheNearestName() {
    assertThat(
            mistakes(
                """
                GET /a/{id}:
                  deadlin: 5s
                  calls:
                    order:
                      service: ordrs
                      get: /orders/{ide}
                      optionl: true
                    lines:
                      service: orders
                      get: /lines/{ordr.id}
                      timeout: soon
                  answer:
                    it: $oder
                """))
        .containsExactly(
            "2:3: GET /a/{id}.deadlin: there is no such key; valid are summary, deadline, calls,"
                + " answer, pass, auth, scopes, limits, cors, body-schema (did you mean"
                + " \"deadline\"?)",
            "5:16: GET /a/{id}.calls.order.service: there is no service \"ordrs\" (did you mean"
                + " \"orders\"?)",
            "6:12: GET /a/{id}.calls.order.get: {ide}: the route's path has no such parameter and"
                + " there is no such call (did you mean \"id\"?)",
            "7:7: GET /a/{id}.calls.order.optionl: there is no such key; valid are service, get,"
                + " post, put, patch, delete, body, timeout, optional, default, join, pick, omit"
                + " (did you mean \"optional\"?)",
            "10:12: GET /a/{id}.calls.lines.get: {ordr.id}: there is no call \"ordr\" (did you mean"
                + " \"order\"?)",
            "11:16: GET /a/{id}.calls.lines.timeout: must be a time such as 250ms, 5s or 2m",
            "13:9: GET /a/{id}.answer.it: there is no call \"oder\" (did you mean \"order\"?)");
  }

  @Test
  void callsThatWaitForEachOtherAreTold() {
    assertThat(
            mistakes(
                """
                GET /a:
                  calls:
                    one: { service: orders, get: "/{two.id}" }
                    two: { service: orders, get: "/{three.id}" }
                    three: { service: orders, get: "/{one.id}" }
                    self: { service: orders, get: "/{self.id}" }
                """))
        .containsExactly(
            "3:10: GET /a.calls.one: the calls wait for each other: one -> two -> three -> one",
            "6:11: GET /a.calls.self: the calls wait for each other: self -> self");
  }

  @Test
  void aSecondWriteAndAWriteBehindGetAreTold() {
    assertThat(
            mistakes(
                """
                POST /a:
                  calls:
                    one: { service: orders, post: /x }
                    two: { service: customers, put: /x }
                GET /b:
                  calls:
                    one: { service: orders, delete: /x }
                """))
        .containsExactly(
            "4:37: POST /a.calls.two.put: a route writes to one service only; what changes several"
                + " belongs to messages (\"one\" writes already)",
            "7:37: GET /b.calls.one.delete: a GET route cannot write");
  }

  @Test
  void referencesCanNeitherLeaveTheirPlaceNorReachForWhatIsNotThere() {
    var call = "    one: { service: orders, get: \"%s\" }\n";
    for (var wrong :
        List.of(
            "/a-{id}",
            "/x?a=1{id}",
            "{id}",
            "/{id",
            "http://evil/{id}",
            "/a/../b",
            "/a//b",
            "/{id|}",
            "/{claims.sub}",
            "/{keys}",
            "/{query}",
            "/{one[x]}",
            "/a b",
            "/x#y",
            "/{nothing}")) {
      assertThat(mistakes("GET /a/{id}:\n  calls:\n" + call.formatted(wrong))).as(wrong).hasSize(1);
    }
    for (var right :
        List.of(
            "/{id}",
            "/x?a={id}",
            "/{id}/y?b={query.b|2}&c={header.x-y}",
            "/x?a={query.a|}",
            "/%7Ba",
            "/x?q={id|a b}")) {
      assertThat(mistakes("GET /a/{id}:\n  calls:\n" + call.formatted(right))).as(right).isEmpty();
    }
  }

  @Test
  void wrongJoinsAreTold() {
    assertThat(
            mistakes(
                """
                GET /a:
                  calls:
                    list: { service: orders, get: /x }
                    one: { service: orders, get: "/x?ids={keys}", join: { each: "lst[*]", by: id, to: id, as: x } }
                    two: { service: orders, get: "/x", join: { each: "list[*]", by: id, to: id, as: y } }
                    three: { service: orders, get: "/x?ids={keys}", join: { each: "list[*]", by: "a[*]", to: id, as: z, batch: 0 } }
                    four: { service: orders, get: "/x?ids={keys}", join: { each: "list[*]", by: a, to: id, as: z } }
                  answer:
                    one: $one
                """))
        .containsExactly(
            "4:65: GET /a.calls.one.join.each: there is no call \"lst\" (did you mean \"list\"?)",
            "5:34: GET /a.calls.two.get: a join asks for its {keys}",
            "6:82: GET /a.calls.three.join.by: must lead to one value, so [*] has no place in it",
            "6:112: GET /a.calls.three.join.batch: must be a whole number of 1 or more",
            "7:96: GET /a.calls.four.join.as: another join adds \"z\" at the same place",
            "9:10: GET /a.answer.one: \"one\" is a join: its values stand inside another part");
  }

  @Test
  void ambiguousAndMisformedRoutesAreTold() {
    assertThat(
            mistakes(
                """
                GET /a/{id}: { calls: { one: { service: orders, get: /x } } }
                GET /a/{name}: { calls: { one: { service: orders, get: /x } } }
                GOT /b: { calls: {} }
                /c: { calls: {} }
                GET d: { calls: {} }
                ANY /e: { calls: { one: { service: orders, get: /x } } }
                GET /f: {}
                GET /g: 7
                GET /h/**: { pass: { service: orders, to: /x } }
                GET /i: { pass: { service: orders }, answer: 1 }
                """))
        .hasSize(9)
        .anyMatch(
            text -> text.startsWith("2:1: GET /a/{name}: another path matches the same requests"))
        .anyMatch(
            text -> text.startsWith("3:1: GOT /b: there is no method GOT (did you mean \"GET\"?)"))
        .anyMatch(text -> text.startsWith("9:43: GET /h/**.pass.to: must end with /**"));
  }

  @Test
  void defaultsNeedAnOptionalCall() {
    assertThat(
            mistakes(
                """
                GET /a:
                  calls:
                    one: { service: orders, get: /x, default: [] }
                    two: { service: orders, get: /x, optional: yes }
                    three: { service: orders, get: /x, body: 1, pick: [a], omit: [b] }
                """))
        .containsExactly(
            "3:47: GET /a.calls.one.default: only an optional call has a default; add optional:"
                + " true",
            "4:48: GET /a.calls.two.optional: must be true or false",
            "5:46: GET /a.calls.three.body: a get sends no body",
            "5:66: GET /a.calls.three.omit: use either pick or omit");
  }

  @Test
  void aServiceThatMayYetRegisterIsAWarningButAMisspeltOneIsNot() {
    var yaml = "GET /a:\n  calls:\n    one: { service: %s, get: /x }\n";
    assertThat(mistakes(yaml.formatted("recommendations"), true)).isEmpty();
    assertThat(warnings.list()).singleElement().asString().contains("recommendations");
    assertThat(mistakes(yaml.formatted("catalog"), true)).hasSize(1);
    assertThat(mistakes(yaml.formatted("recommendations"), false)).hasSize(1);
  }
}
