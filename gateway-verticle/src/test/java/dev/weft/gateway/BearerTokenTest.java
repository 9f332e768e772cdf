package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.weft.node.call.CallTokenKeys;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callers show who they are with a token of an issuer. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class BearerTokenTest {
  private static final String ROUTES =
      """
      GET /open: { calls: { a: { service: s, get: /a } } }
      GET /maybe: { auth: optional, calls: { a: { service: s, get: /a } } }
      GET /known: { auth: required, calls: { a: { service: s, get: /a } } }
      GET /readers: { scopes: [read], calls: { a: { service: s, get: /a } } }
      GET /admins: { scopes: [read, admin], calls: { a: { service: s, get: /a } } }
      GET /p/**: { auth: required, pass: { service: s } }
      """;

  @TempDir private Path directory = Path.of("");

  private static TestGateway gateway(TestService service, String config) {
    return TestGateway.files().service("s", service).config(config).routes(ROUTES).start();
  }

  private static HttpResponse<String> get(TestGateway gateway, String path, String token) {
    return gateway.get(path, "authorization", "Bearer " + token);
  }

  @Test
  void onlyGoodTokensGetIn() throws ParseException {
    var key = Issuer.ec("k1");
    try (var issuer = new Issuer(key);
        var service = TestService.json("1");
        var gateway = gateway(service, issuer.config(""))) {
      assertThat(get(gateway, "/known", Issuer.token(key, Issuer.claims())).statusCode())
          .isEqualTo(200);
      var soon = Date.from(Instant.now().plus(Duration.ofMinutes(2)));
      var past = Date.from(Instant.now().minus(Duration.ofMinutes(2)));
      var rejected =
          new JWTClaimsSet.Builder[] {
            Issuer.claims().issuer("https://other.example"),
            Issuer.claims().audience("bank"),
            Issuer.claims().audience((String) null),
            Issuer.claims().expirationTime(past),
            Issuer.claims().expirationTime(null),
            Issuer.claims().notBeforeTime(soon),
            Issuer.claims().subject(null),
          };
      for (var claims : rejected) {
        var answer = get(gateway, "/known", Issuer.token(key, claims));
        assertThat(answer.statusCode()).as(claims.build().toString()).isEqualTo(401);
        assertThat(answer.headers().firstValue("www-authenticate").orElse(""))
            .startsWith("Bearer error=\"invalid_token\"");
      }
      var within = Date.from(Instant.now().minus(Duration.ofSeconds(10)));
      var leeway = Issuer.token(key, Issuer.claims().expirationTime(within));
      assertThat(get(gateway, "/known", leeway).statusCode()).isEqualTo(200);
      assertThat(service.received).hasSize(2);
    }
  }

  @Test
  void nothingInATokenChoosesItsAlgorithmOrKey() throws Exception {
    var key = Issuer.rsa("k1", 2048);
    var foreign = Issuer.rsa("k1", 2048);
    try (var issuer = new Issuer(key.toPublicJWK());
        var service = TestService.json("1");
        var gateway = gateway(service, issuer.config(""))) {
      var good = Issuer.token(key, Issuer.claims());
      assertThat(get(gateway, "/known", good).statusCode()).isEqualTo(200);
      var payload = Issuer.claims().build().toPayload().toBase64URL();
      var hmac =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(),
              Issuer.claims().build());
      hmac.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
      var embedded =
          new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").jwk(foreign.toPublicJWK()).build();
      var critical =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .keyID("k1")
              .criticalParams(Set.of("exp"))
              .customParam("exp", 1)
              .build();
      var logout =
          new JWSHeader.Builder(JWSAlgorithm.RS256)
              .keyID("k1")
              .type(new JOSEObjectType("logout+jwt"))
              .build();
      var parts = good.split("\\.", -1);
      var forged =
          new String[] {
            Base64URL.encode("{\"alg\":\"none\"}") + "." + payload + ".",
            Base64URL.encode("{\"alg\":\"nOnE\",\"kid\":\"k1\"}") + "." + payload + ".AA",
            hmac.serialize(),
            Issuer.token(foreign, embedded, Issuer.claims()),
            Issuer.token(foreign, Issuer.claims()),
            Issuer.token(key, critical, Issuer.claims()),
            Issuer.token(key, logout, Issuer.claims()),
            Issuer.token(key, JWSAlgorithm.RS512, Issuer.claims()),
            parts[0]
                + "."
                + Issuer.claims().subject("eve").build().toPayload().toBase64URL()
                + "."
                + parts[2],
            parts[0] + "." + parts[1] + ".",
            good.substring(0, good.length() - 4),
            good + "." + parts[2],
            "",
            "x",
            "..",
            "x".repeat(20_000).substring(0, 9000),
          };
      for (var token : forged) {
        assertThat(get(gateway, "/known", token).statusCode()).as(token).isEqualTo(401);
      }
      assertThat(
              gateway
                  .get("/known", "authorization", "Bearer " + good, "authorization", "Bearer x")
                  .statusCode())
          .isEqualTo(401);
      assertThat(gateway.get("/known", "authorization", "Basic eDp5").statusCode()).isEqualTo(401);
      assertThat(service.received).hasSize(1);
    }
  }

  @Test
  void aClaimThatStandsTwiceIsRefused() throws Exception {
    var key = Issuer.ec("k1");
    try (var issuer = new Issuer(key);
        var service = TestService.json("1");
        var gateway = gateway(service, issuer.config(""))) {
      var claims = Issuer.claims().build().toString().replaceFirst("\\{", "{\"sub\":\"eve\",");
      var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").build();
      var jws = new com.nimbusds.jose.JWSObject(header, new com.nimbusds.jose.Payload(claims));
      jws.sign(new com.nimbusds.jose.crypto.ECDSASigner(key));
      assertThat(get(gateway, "/known", jws.serialize()).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void allPinnedAlgorithmsAreChecked() throws Exception {
    var rsa = Issuer.rsa("r", 2048);
    var weak = Issuer.rsa("w", 1024);
    var ec = Issuer.ec("e");
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] x509 = pair.getPublic().getEncoded();
    var raw = Base64URL.encode(Arrays.copyOfRange(x509, x509.length - 32, x509.length));
    var ed = new OctetKeyPair.Builder(Curve.Ed25519, raw).keyID("d").build();
    var header = new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID("d").build();
    var input = header.toBase64URL() + "." + Issuer.claims().build().toPayload().toBase64URL();
    var edToken = input + "." + Base64URL.encode(sign(pair, input));
    try (var issuer = new Issuer(rsa, ec, ed, weak);
        var service = TestService.json("1");
        var gateway = gateway(service, issuer.config(""))) {
      for (var good :
          new String[] {
            Issuer.token(rsa, JWSAlgorithm.RS256, Issuer.claims()),
            Issuer.token(rsa, JWSAlgorithm.PS256, Issuer.claims()),
            Issuer.token(ec, JWSAlgorithm.ES256, Issuer.claims()),
            edToken,
          }) {
        assertThat(get(gateway, "/known", good).statusCode()).isEqualTo(200);
      }
      assertThat(get(gateway, "/known", edToken.replaceFirst(".{10}$", "AAAAAAAAAA")).statusCode())
          .isEqualTo(401);
      assertThat(
              get(gateway, "/known", Issuer.token(weak, JWSAlgorithm.RS256, Issuer.claims()))
                  .statusCode())
          .isEqualTo(401);
    }
  }

  private static byte[] sign(java.security.KeyPair pair, String input)
      throws GeneralSecurityException {
    var signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(input.getBytes(StandardCharsets.US_ASCII));
    return signature.sign();
  }

  @Test
  void aRouteSaysWhetherItNeedsACallerAndWithWhichScopes() {
    var key = Issuer.ec("k1");
    try (var issuer = new Issuer(key);
        var service = TestService.json("1");
        var gateway = gateway(service, issuer.config(""))) {
      var token = Issuer.token(key, Issuer.claims());
      assertThat(gateway.get("/open").statusCode()).isEqualTo(200);
      assertThat(get(gateway, "/open", "nonsense").statusCode()).isEqualTo(200);
      assertThat(gateway.get("/maybe").statusCode()).isEqualTo(200);
      assertThat(get(gateway, "/maybe", token).statusCode()).isEqualTo(200);
      assertThat(get(gateway, "/maybe", "nonsense").statusCode()).isEqualTo(401);
      var nobody = gateway.get("/known");
      assertThat(nobody.statusCode()).isEqualTo(401);
      assertThat(nobody.headers().firstValue("www-authenticate")).contains("Bearer");
      assertThat(nobody.headers().firstValue("content-type")).contains("application/problem+json");
      assertThat(gateway.get("/readers").statusCode()).isEqualTo(401);
      assertThat(get(gateway, "/readers", token).statusCode()).isEqualTo(200);
      var refused = get(gateway, "/admins", token);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.headers().firstValue("www-authenticate").orElse(""))
          .contains("error=\"insufficient_scope\"", "admin");
      var list =
          Issuer.token(key, Issuer.claims().claim("scope", java.util.List.of("read", "admin")));
      assertThat(get(gateway, "/admins", list).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theGatewaysDefaultHoldsForRoutesThatSayNothing() {
    var key = Issuer.ec("k1");
    try (var issuer = new Issuer(key);
        var service = TestService.json("1");
        var gateway =
            gateway(
                service,
                issuer.config("").replace("  auth:\n", "  auth:\n    unless-said: required\n"))) {
      assertThat(gateway.get("/open").statusCode()).isEqualTo(401);
      assertThat(get(gateway, "/open", Issuer.token(key, Issuer.claims())).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aNewKeyOfTheIssuerIsFetchedWhenATokenNamesIt() {
    var first = Issuer.ec("k1");
    var second = Issuer.ec("k2");
    try (var issuer = new Issuer(first);
        var service = TestService.json("1");
        var gateway = gateway(service, issuer.config("cooldown: 1ms\n"))) {
      var old = Issuer.token(first, Issuer.claims());
      assertThat(get(gateway, "/known", old).statusCode()).isEqualTo(200);
      issuer.published.add(second);
      assertThat(get(gateway, "/known", Issuer.token(second, Issuer.claims())).statusCode())
          .isEqualTo(200);
      assertThat(get(gateway, "/known", old).statusCode()).isEqualTo(200);
      issuer.published.remove(first);
      var stranger = Issuer.token(Issuer.ec("k3"), Issuer.claims());
      assertThat(get(gateway, "/known", stranger).statusCode()).isEqualTo(401);
      assertThat(get(gateway, "/known", old).statusCode()).as("of a withdrawn key").isEqualTo(401);
    }
  }

  @Test
  void unknownKeysDoNotMakeTheGatewayFetchWithoutEnd() {
    var key = Issuer.ec("k1");
    try (var issuer = new Issuer(key);
        var service = TestService.json("1");
        var gateway = gateway(service, issuer.config("cooldown: 1h\n"))) {
      for (int i = 0; i < 20; i++) {
        var stranger = Issuer.token(Issuer.ec("stranger" + i), Issuer.claims());
        assertThat(get(gateway, "/known", stranger).statusCode()).isEqualTo(401);
      }
      assertThat(get(gateway, "/known", Issuer.token(key, Issuer.claims())).statusCode())
          .isEqualTo(200);
      assertThat(issuer.fetched).hasValue(1);
    }
  }

  @Test
  void withoutAnyKeysTheGatewaySaysThatItCannotTell() {
    try (var service = TestService.json("1");
        var issuer = new Issuer();
        var gateway =
            gateway(
                service,
                issuer.config("").replace(issuer.address(), "http://" + TestService.nobody()))) {
      var answer = get(gateway, "/known", Issuer.token(Issuer.ec("k1"), Issuer.claims()));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("retry-after")).isPresent();
    }
  }

  @Test
  void keysAreFoundByTheIssuersOwnDocumentOrInAFile() {
    var key = Issuer.ec("k1");
    try (var issuer = new Issuer(key);
        var service = TestService.json("1")) {
      var discovered =
          issuer
              .config("")
              .replace(Issuer.NAME, issuer.address())
              .replace("      jwks: " + issuer.address() + "/jwks\n", "");
      try (var gateway = gateway(service, discovered)) {
        var token = Issuer.token(key, Issuer.claims().issuer(issuer.address()));
        assertThat(get(gateway, "/known", token).statusCode()).isEqualTo(200);
      }
      var file =
          issuer.config("").replace("jwks: " + issuer.address() + "/jwks", "jwks-file: keys.json");
      try (var gateway =
          TestGateway.files()
              .service("s", service)
              .file("keys.json", new JWKSet(key.toPublicJWK()).toString())
              .config(file)
              .routes(ROUTES)
              .start()) {
        assertThat(get(gateway, "/known", Issuer.token(key, Issuer.claims())).statusCode())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void servicesSeeTheCallerInTheirCallTokenAndNeverTheCallersOwn()
      throws IOException, ParseException, JOSEException {
    CallTokenKeys.generate(directory);
    var key = Issuer.ec("k1");
    try (var issuer = new Issuer(key);
        var service = TestService.json("1");
        var gateway =
            gateway(
                service,
                issuer.config("")
                    + "call-token: { key: \""
                    + directory.resolve("gateway.jwk")
                    + "\" }\n")) {
      var token = Issuer.token(key, Issuer.claims().claim("secret", "x"));
      for (var path : new String[] {"/known", "/p/1"}) {
        assertThat(get(gateway, path, token).statusCode()).isEqualTo(200);
        var seen = service.received.getLast();
        assertThat(seen.header("authorization")).isEmpty();
        var claims = SignedJWT.parse(seen.header("weft-call-token")).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("ann");
        assertThat(claims.getStringClaim("scope")).isEqualTo("read write");
        assertThat(claims.getJSONObjectClaim("claims"))
            .containsEntry("tenant", "t1")
            .doesNotContainKey("secret");
      }
      gateway.get("/maybe");
      var anonymous = SignedJWT.parse(service.received.getLast().header("weft-call-token"));
      assertThat(anonymous.getJWTClaimsSet().getSubject()).isEqualTo("gateway");
      var lesser = Issuer.token(key, Issuer.claims().claim("scope", "read"));
      get(gateway, "/known", lesser);
      var other = SignedJWT.parse(service.received.getLast().header("weft-call-token"));
      assertThat(other.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("read");
    }
  }
}
