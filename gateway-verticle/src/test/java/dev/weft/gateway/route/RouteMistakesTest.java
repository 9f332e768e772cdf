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
    var edge = new KnownEdge(true, false, Set.of(), Set.of());
    var services =
        new KnownServices(Set.of("orders", "customers", "catalogue"), open, edge, warnings);
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
            "2:3: GET /a/{id}.deadlin: there is no such key; valid are summary, deadline, headers,"
                + " calls, answer, pass, auth, scopes, limits, cors, body-schema (did you mean"
                + " \"deadline\"?)",
            "5:16: GET /a/{id}.calls.order.service: there is no service \"ordrs\" (did you mean"
                + " \"orders\"?)",
            "6:12: GET /a/{id}.calls.order.get: {ide}: the route's path has no such parameter and"
                + " there is no such call (did you mean \"id\"?)",
            "7:7: GET /a/{id}.calls.order.optionl: there is no such key; valid are service, get,"
                + " post, put, patch, delete, body, read, when, headers, mock, timeout, optional,"
                + " default, join, pick, omit (did you mean \"optional\"?)",
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
                    five: { service: orders, get: "/x?ids={keys}", join: { each: "list[0]", by: a, to: id, as: q } }
                  answer:
                    one: $one
                """))
        .containsExactly(
            "4:65: GET /a.calls.one.join.each: there is no call \"lst\" (did you mean \"list\"?)",
            "5:34: GET /a.calls.two.get: a join asks for its {keys}",
            "6:82: GET /a.calls.three.join.by: must lead to one value, so [*] has no place in it",
            "6:112: GET /a.calls.three.join.batch: must be a whole number of 1 or more",
            "7:96: GET /a.calls.four.join.as: another join adds \"z\" at the same place",
            "8:66: GET /a.calls.five.join.each: a join completes all items, so it says [*] and not"
                + " which one",
            "10:10: GET /a.answer.one: \"one\" is a join: its values stand inside another part");
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
                GET /j: { pass: { service: orders, to: "/x?a=1" } }
                GET /k: { pass: { service: orders, to: "/{query.x}" } }
                """))
        .hasSize(11)
        .anyMatch(text -> text.startsWith("11:40: GET /j.pass.to: is a path"))
        .anyMatch(text -> text.contains("GET /k.pass.to: {query.x}: only parameters of the path"))
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

  private List<String> ofCall(String keys) {
    return mistakes(
        "GET /a/{id}:\n  calls:\n    b: { service: orders, get: /b }\n    one: { " + keys + " }\n");
  }

  @Test
  void wrongConditionsAreTold() {
    var call = "service: orders, get: /x, when: \"%s\"";
    for (var wrong :
        List.of(
            "",
            "query.full",
            "{query.full} = true",
            "{query.full} === true",
            "{query.full} == ",
            "!{query.full} == a",
            "{query.full|x}",
            "{b.list[*]} == a",
            "{c.x}",
            "{keys}",
            "{claims.sub}",
            "{query.a} == 1 and {query.b}",
            "{one.x}")) {
      assertThat(ofCall(call.formatted(wrong))).as(wrong).hasSize(wrong.contains(" and ") ? 0 : 1);
    }
    for (var right :
        List.of(
            "{id} == 7",
            "{ query.x }".replace(" ", ""),
            "{b.x}!=a b",
            "{b.list[*]}",
            "{header.x} == '=='")) {
      assertThat(ofCall(call.formatted(right))).as(right).isEmpty();
    }
  }

  @Test
  void headersThatAreNoRoutesBusinessAreTold() {
    for (var sent :
        List.of(
            "Host",
            "connection",
            "Content-Length",
            "transfer-encoding",
            "weft-call-token",
            "Weft-Deadline-Ms",
            "traceparent",
            "accept-encoding",
            "range",
            "if-none-match",
            "te",
            "a b")) {
      assertThat(ofCall("service: orders, get: /x, headers: { send: [" + sent + "] }"))
          .as(sent)
          .singleElement()
          .asString()
          .contains(sent);
    }
    for (var back :
        List.of("Content-Type", "etag", "cache-control", "vary", "Weft-Partial", "keep-alive")) {
      assertThat(ofCall("service: orders, get: /x, headers: { return: [" + back + "] }"))
          .as(back)
          .hasSize(1);
    }
    assertThat(
            ofCall("service: orders, get: /x, headers: { send: [x-a], return: [x-b], retrun: [] }"))
        .singleElement()
        .asString()
        .endsWith("(did you mean \"return\"?)");
    assertThat(
            mistakes(
                """
                GET /a:
                  headers: { return: [x-a] }
                  calls:
                    one: { service: orders, get: /x, headers: { return: [x-a] } }
                    two: { service: orders, get: /x, headers: { return: [x-b, X-A] } }
                """))
        .containsExactly(
            "2:14: GET /a.headers.return: there is no such key; valid are send",
            "5:57: GET /a.calls.two.headers.return: \"one\" returns x-a already");
  }

  @Test
  void namesThatWouldStandTwiceInAMergedObjectAreTold() {
    assertThat(
            mistakes(
                """
                GET /a:
                  calls:
                    one: { service: orders, get: /x, pick: [id, name] }
                    two: { service: orders, get: /x, pick: [name], optional: true, default: [] }
                    list: { service: orders, get: /x }
                    joined: { service: orders, get: "/x?k={keys}", join: { each: list, by: a, to: a, as: same } }
                  answer:
                    a: { $spread: [$one, $two] }
                    b: { id: 1, $spread: $one }
                    c: { same: 1, $spread: $list }
                    d: { $sprad: $one, $$x: 1 }
                    e: { $concat: [$one, text], f: 1 }
                    g: { $spread: "$query.x" }
                    h: "$one|x"
                    i: "$one[*].a|x"
                    j: $claims.sub
                """))
        .hasSize(11)
        .anyMatch(text -> text.startsWith("4:"))
        .contains(
            "8:19: GET /a.answer.a.$spread: \"name\" would stand twice in the object; omit it in"
                + " one call",
            "9:26: GET /a.answer.b.$spread: \"id\" would stand twice in the object; omit it in one"
                + " call",
            "10:28: GET /a.answer.c.$spread: \"same\" would stand twice in the object; omit it in"
                + " one call")
        .anyMatch(text -> text.endsWith("(did you mean \"$spread\"?)"))
        .anyMatch(text -> text.endsWith("e.f: nothing can stand beside $concat"));
  }

  @Test
  void wrongMocksAndReadsAreToldAndARightMockIsAWarning() {
    assertThat(ofCall("service: nowhere, get: /x, mock: { status: 199, boddy: 1, delay: soon }"))
        .hasSize(3);
    assertThat(ofCall("service: nowhere, get: /x, mock: { body: 1 }")).isEmpty();
    assertThat(warnings.list()).last().asString().contains("the answer is a mock");
    assertThat(ofCall("service: orders, get: /x, read: true")).hasSize(1);
    assertThat(ofCall("service: orders, post: /x, read: true")).hasSize(1);
    assertThat(ofCall("service: orders, post: /x, read: true, body: 1")).isEmpty();
  }

  @Test
  void timesThatCannotWorkAreTold() {
    assertThat(mistakes("GET /a: { deadline: 25h, calls: { a: { service: orders, get: /x } } }\n"))
        .containsExactly("1:21: GET /a.deadline: must be at most 24h");
    assertThat(
            mistakes(
                "GET /a: { deadline: 1s, calls: { a: { service: orders, get: /x, timeout: 2s } }"
                    + " }\n"))
        .isEmpty();
    assertThat(warnings.list())
        .last()
        .asString()
        .endsWith(
            "r.yaml:1:74: GET /a.calls.a.timeout: the route's deadline, 1000ms, is over"
                + " before");
  }

  @Test
  void oneNameStandsForOneThing() {
    assertThat(mistakes("GET /a/{one}:\n  calls:\n    one: { service: orders, get: /x }\n"))
        .singleElement()
        .asString()
        .endsWith("the route's path has a parameter of this name");
    assertThat(mistakes("GET /a/{query}:\n  calls:\n    one: { service: orders, get: /x }\n"))
        .hasSize(1);
  }

  @Test
  void joinsOfJoinsThatWaitForEachOtherAreTold() {
    var joins =
        """
        GET /a:
          calls:
            one: { service: orders, get: "/x?k={keys}", join: { each: "two[*]", by: a, to: a, as: b } }
            two: { service: orders, get: "/x?k={keys}", join: { each: "%s", by: a, to: a, as: b } }
        """;
    assertThat(mistakes(joins.formatted("one[*]")))
        .singleElement()
        .asString()
        .contains("the calls wait for each other: one -> two -> one");
    assertThat(mistakes(joins.formatted("one.x")))
        .anyMatch(text -> text.endsWith("\"one\" is a join: write one[*]"));
  }

  @Test
  void claimsAreKnownToARouteWithAuth() {
    assertThat(
            mistakes(
                """
                GET /a:
                  auth: required
                  calls:
                    one: { service: orders, get: "/{claims.sub}?r={claims.roles[*]|none}" }
                  answer: { who: $claims.sub, one: $one }
                """))
        .isEmpty();
  }

  @Test
  void moreCallsThanARequestMayMakeAreAMistake() {
    var calls = new StringBuilder("GET /a:\n  calls:\n");
    for (int i = 0; i < 100; i++) {
      calls.append("    c").append(i).append(": { service: orders, get: /x }\n");
    }
    assertThat(mistakes(calls.toString())).isEmpty();
    assertThat(mistakes(calls + "    more: { service: orders, get: /x }\n"))
        .singleElement()
        .asString()
        .endsWith("are 101, but limits.calls allows 100");
  }
}
