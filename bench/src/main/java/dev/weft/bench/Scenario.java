package dev.weft.bench;

import dev.weft.bench.GatewayUnderTest.Services;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One comparison. A base of null is {@link BareHandler}; any other is a gateway too, so that the
 * ratio tells what the difference between the two costs.
 *
 * @param path what is asked of both
 * @param rate requests a second to each of the two in a window
 */
record Scenario(
    String name,
    String path,
    int rate,
    GatewayUnderTest.Shape subject,
    GatewayUnderTest.@Nullable Shape base) {

  private static final GatewayUnderTest.Shape PLAIN = new GatewayUnderTest.Shape(1, Services.HTTP);

  static final Map<String, Scenario> ALL = all();

  private static Map<String, Scenario> all() {
    var all = new TreeMap<String, Scenario>();
    for (var one :
        List.of(
            fanOut(3, "1k", 1000),
            fanOut(3, "16k", 700),
            fanOut(3, "256k", 150),
            new Scenario(
                "trusted",
                "/compose/256k",
                150,
                new GatewayUnderTest.Shape(1, Services.TRUSTED),
                null),
            fanOut(10, "1k", 400),
            fanOut(30, "1k", 150),
            new Scenario("join", Joined.PATH, 700, PLAIN, null),
            new Scenario(
                "routes",
                "/compose/1k",
                1000,
                new GatewayUnderTest.Shape(1000, Services.HTTP),
                new GatewayUnderTest.Shape(10, Services.HTTP)),
            new Scenario(
                "event-bus",
                "/compose/1k",
                700,
                new GatewayUnderTest.Shape(1, Services.EVENT_BUS),
                PLAIN))) {
      all.put(one.name(), one);
    }
    return all;
  }

  private static Scenario fanOut(int calls, String size, int rate) {
    String path = "/compose" + (calls == 3 ? "" : calls) + "/" + size;
    return new Scenario(calls + "x" + size, path, rate, PLAIN, null);
  }
}
