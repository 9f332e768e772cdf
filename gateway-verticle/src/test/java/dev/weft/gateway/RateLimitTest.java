package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.node.ManagementConfig;
import dev.weft.node.Node;
import dev.weft.node.NodeConfig;
import dev.weft.node.NodeInfo;
import dev.weft.node.cluster.ClusterConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much one client may ask for. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class RateLimitTest {
  private static final String ROUTES =
      """
      GET /a: { calls: { a: { service: s, get: /a } } }
      """;

  private static TestGateway.Configured files(TestService service, String limits) {
    return TestGateway.files()
        .service("s", service)
        .config("edge: { rate-limits: { " + limits + " } }\n")
        .routes(ROUTES);
  }

  @Test
  void aClientThatAsksForMoreIsToldWhenToComeBack() {
    try (var service = TestService.json("1");
        var gateway =
            files(service, "all: { by: address, requests: 3, per: 1h, burst: 2 }").start()) {
      var first = gateway.get("/a");
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.headers().firstValue("ratelimit-policy")).contains("\"all\";q=3;w=3600");
      assertThat(first.headers().firstValue("ratelimit")).contains("\"all\";r=1;t=1200");
      assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
      var refused = gateway.get("/a");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("content-type")).contains("application/problem+json");
      assertThat(refused.headers().firstValue("ratelimit").orElse("")).startsWith("\"all\";r=0;");
      assertThat(Integer.parseInt(refused.headers().firstValue("retry-after").orElse("0")))
          .isBetween(1100, 1200);
      assertThat(service.received).hasSize(2);
    }
  }

  @Test
  void clientsAreToldApartByAddressHeaderCallerOrClaim() {
    var key = Issuer.ec("k1");
    try (var issuer = new Issuer(key);
        var service = TestService.json("1");
        var gateway =
            TestGateway.files()
                .service("s", service)
                .http(", proxies: [127.0.0.0/8]")
                .config(
                    issuer.config("")
                        + """
                          rate-limits:
                            address: { by: address, requests: 1, per: 1h, everywhere: false }
                            header: { by: header.x-shop, requests: 1, per: 1h, everywhere: false }
                            caller: { by: caller, requests: 1, per: 1h, everywhere: false }
                            tenant: { by: claims.tenant, requests: 1, per: 1h, everywhere: false }
                        """)
                .routes(
                    """
                    GET /address: { limits: [address], calls: { a: { service: s, get: /a } } }
                    GET /header: { limits: [header], calls: { a: { service: s, get: /a } } }
                    GET /caller: { auth: required, limits: [caller], calls: { a: { service: s, get: /a } } }
                    GET /tenant: { auth: required, limits: [tenant], calls: { a: { service: s, get: /a } } }
                    """)
                .start()) {
      expect(gateway, "/address", "x-forwarded-for", "1.1.1.1", "1.1.1.2");
      expect(gateway, "/address", "x-forwarded-for", "2001:db8:0:1::1", "2001:db8:0:2::1");
      assertThat(gateway.get("/address", "x-forwarded-for", "2001:db8:0:1:ffff::1").statusCode())
          .as("another address of the same network")
          .isEqualTo(429);
      expect(gateway, "/header", "x-shop", "a", "b");
      assertThat(gateway.get("/header").statusCode()).isEqualTo(200);
      assertThat(gateway.get("/header").statusCode()).isEqualTo(200);
      var ann = "Bearer " + Issuer.token(key, Issuer.claims());
      var bob = "Bearer " + Issuer.token(key, Issuer.claims().subject("bob"));
      var other = "Bearer " + Issuer.token(key, Issuer.claims().claim("tenant", "t2"));
      expect(gateway, "/caller", "authorization", ann, bob);
      expect(gateway, "/tenant", "authorization", bob, other);
      assertThat(gateway.get("/tenant", "authorization", ann).statusCode()).isEqualTo(429);
    }
  }

  private static void expect(
      TestGateway gateway, String path, String header, String one, String two) {
    assertThat(gateway.get(path, header, one).statusCode()).as(path).isEqualTo(200);
    assertThat(gateway.get(path, header, one).statusCode()).as(path).isEqualTo(429);
    assertThat(gateway.get(path, header, two).statusCode()).as(path).isEqualTo(200);
  }

  @Test
  void aLimitHoldsOverAllGatewaysOfTheCluster() {
    var one = member("one", List.of());
    var two = member("two", List.of(one.clusterAddress().orElseThrow()));
    try (var service = TestService.json("1");
        var first = files(service, "all: { by: address, requests: 10, per: 1h }").start(one);
        var second = files(service, "all: { by: address, requests: 10, per: 1h }").start(two)) {
      for (int i = 0; i < 6; i++) {
        assertThat(first.get("/a").statusCode()).isEqualTo(200);
      }
      // Every poll of the second counts too; it hears of the six between the polls.
      await().until(() -> second.get("/a").statusCode() == 429);
      await().until(() -> first.get("/a").statusCode() == 429);
      assertThat(service.received).hasSize(10);
    }
  }

  private static Node member(String name, List<String> join) {
    return Node.start(
        new NodeConfig(
            name,
            "default",
            new ManagementConfig("127.0.0.1", 0),
            new ClusterConfig("127.0.0.1", 0, 0, join, "rate-limit-test"),
            Duration.ofSeconds(20)),
        new NodeInfo("gateway", "test"));
  }
}
