package dev.weft.gateway.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.call.Call;
import dev.weft.gateway.call.CallResult;
import dev.weft.gateway.call.Caller;
import dev.weft.gateway.call.Cancellation;
import dev.weft.gateway.call.Deadline;
import dev.weft.gateway.call.HeaderList;
import dev.weft.gateway.plan.Part;
import dev.weft.gateway.route.Plans;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a checked token says of the caller, in addresses, conditions and answers. */
final class ClaimsTest {
  private final List<String> asked = new ArrayList<>();

  private String run(Caller caller) {
    var plan =
        Plans.of(
            """
            GET /me:
              auth: optional
              calls:
                mine: { service: s, get: "/orders?of={claims.sub}&roles={claims.roles[*]|none}", optional: true }
                admin: { service: s, get: /admin, when: "{claims.admin} == true" }
              answer: { who: $claims.sub, age: "$claims.age|0", all: $claims, mine: $mine, admin: $admin }
            """);
    Call call =
        request -> {
          asked.add(request.uri());
          return Future.succeededFuture(
              new CallResult.Answered(200, MultiMap.caseInsensitiveMultiMap(), Part.of("1")));
        };
    var request =
        new PlanRun.Request(
            new RequestValues(
                List.of(), null, MultiMap.caseInsensitiveMultiMap(), caller, null, Part.NULL),
            _ -> HeaderList.NONE,
            Deadline.in(Duration.ofSeconds(5)),
            new Cancellation(),
            null);
    var outcome = PlanRun.start(plan, new Call[] {call, call}, request).result();
    return new String(((Outcome.Composed) outcome).body().toBytes(), UTF_8);
  }

  @Test
  void claimsStandInAddressesConditionsAndAnswers() {
    var claims = "{\"sub\":\"a/b\",\"roles\":[\"x\",\"y\"],\"admin\":true,\"age\":4.0}";
    assertThat(run(new Caller("a", Part.of(claims).tape())))
        .isEqualTo("{\"who\":\"a/b\",\"age\":4.0,\"all\":" + claims + ",\"mine\":1,\"admin\":1}");
    assertThat(asked).containsExactly("/orders?of=a%2Fb&roles=x,y", "/admin");
  }

  @Test
  void withoutAClaimThereIsNoValue() {
    assertThat(run(Caller.ANONYMOUS))
        .isEqualTo("{\"who\":null,\"age\":0,\"all\":null,\"mine\":null,\"admin\":null}");
    assertThat(asked).isEmpty();
  }
}
