package dev.weft.node.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CallTokenTest {

  private static final Duration LIFE = Duration.ofMinutes(5);

  @TempDir private Path directory;
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private final InstantSource clock = () -> now;
  private CallTokenKeys keys;
  private CallTokenIssuer issuer;
  private CallTokenVerifier verifier;

  @BeforeEach
  void makeKeys() throws IOException {
    keys = CallTokenKeys.generate(directory);
    issuer = CallTokenIssuer.fromJwkFile(keys.privateJwk(), LIFE, clock);
    verifier = CallTokenVerifier.fromJwks(keys.publicJwks(), clock);
  }

  @Test
  void aTokenIsGoodAtItsAudienceAndNowhereElse() {
    var token = issuer.token("orders");

    assertThat(verifier.reject(token, "orders")).isEmpty();
    assertThat(verifier.reject(token, "stock"))
        .contains("the call token is meant for another service");
    assertThat(verifier.reject(token, "orders")).as("remembered").isEmpty();
    assertThat(verifier.reject(token, "stock")).as("remembered for orders only").isPresent();
  }

  @Test
  void aTokenIsReusedUntilAFifthOfItsLifeIsLeft() {
    var first = issuer.token("orders");

    now = now.plus(Duration.ofSeconds(239));
    assertThat(issuer.token("orders")).isSameAs(first);
    now = now.plus(Duration.ofSeconds(1));
    assertThat(issuer.token("orders")).isNotEqualTo(first);
  }

  @Test
  void aRememberedTokenExpiresLikeAnyOther() {
    var token = issuer.token("orders");
    assertThat(verifier.reject(token, "orders")).isEmpty();

    now = now.plus(LIFE);

    assertThat(verifier.reject(token, "orders")).contains("the call token has expired");
  }

  @Test
  void callersHaveTokensOfTheirOwn() throws Exception {
    var alice = issuer.token("orders", "alice");

    assertThat(issuer.token("orders", "alice")).isSameAs(alice);
    assertThat(SignedJWT.parse(alice).getJWTClaimsSet().getSubject()).isEqualTo("alice");
    assertThat(SignedJWT.parse(issuer.token("orders")).getJWTClaimsSet().getSubject())
        .isEqualTo(CallTokenIssuer.ANYBODY);
    assertThat(verifier.reject(alice, "orders")).isEmpty();
  }

  @Test
  void noTokenAndNonsenseAreRefused() {
    assertThat(verifier.reject(null, "orders")).contains("the call has no call token");
    assertThat(verifier.reject("", "orders")).contains("the call has no call token");
    assertThat(verifier.reject("a.b.c", "orders")).contains("the call token is malformed");
    assertThat(verifier.reject("x".repeat(100_000), "orders"))
        .contains("the call token is malformed");
  }

  @Test
  void anotherGatewaysKeyIsRefused() throws IOException {
    var stranger = CallTokenKeys.generate(directory.resolve("stranger"));
    var token = CallTokenIssuer.fromJwkFile(stranger.privateJwk(), LIFE, clock).token("orders");

    assertThat(verifier.reject(token, "orders"))
        .contains("the call token is signed with an unknown key");
  }

  @Test
  void aChangedTokenIsRefused() {
    var parts = issuer.token("orders").split("\\.", -1);
    var other = issuer.token("stock").split("\\.", -1);

    assertThat(verifier.reject(parts[0] + "." + other[1] + "." + parts[2], "stock"))
        .contains("the call token's signature is wrong");
  }

  @Test
  void anotherIssuerIsRefused() throws Exception {
    var key = ECKey.parse(Files.readString(keys.privateJwk()));
    var jwt = new SignedJWT(header(JWSAlgorithm.ES256, key), claims("somebody"));
    jwt.sign(new ECDSASigner(key));

    assertThat(verifier.reject(jwt.serialize(), "orders"))
        .contains("the call token was not issued by a gateway");
  }

  @Test
  void aWeakerAlgorithmIsRefused() throws Exception {
    var key = ECKey.parse(Files.readString(keys.privateJwk()));
    var hmac = new SignedJWT(header(JWSAlgorithm.HS256, key), claims("weft-gateway"));
    hmac.sign(new MACSigner(Files.readAllBytes(keys.publicJwks())));

    assertThat(verifier.reject(hmac.serialize(), "orders")).isPresent();
    assertThat(verifier.reject(new PlainJWT(claims("weft-gateway")).serialize(), "orders"))
        .isPresent();
  }

  @Test
  void onlyTheOwnerReadsThePrivateKey() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.privateJwk())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(keys.publicJwks())).doesNotContain("\"d\"");
  }

  @Test
  void keysThatAreThereAreKept() throws IOException {
    var before = Files.readString(keys.privateJwk());

    assertThat(CallTokenKeys.ensure(directory)).isEqualTo(keys);
    assertThat(Files.readString(keys.privateJwk())).isEqualTo(before);
    CallTokenKeys.generate(directory);
    assertThat(Files.readString(keys.privateJwk())).isNotEqualTo(before);
  }

  @Test
  void aFileWithoutTheRightKeyIsRefusedByName() throws IOException {
    var file = Files.writeString(directory.resolve("nonsense"), "{}");

    assertThatThrownBy(() -> CallTokenIssuer.fromJwkFile(file, LIFE))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " holds no private P-256 key in JWK form");
    assertThatThrownBy(() -> CallTokenVerifier.fromJwks(file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> CallTokenVerifier.fromJwks(keys.privateJwk()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aPublicKeyCannotIssue() throws IOException, JOSEException, java.text.ParseException {
    var key = ECKey.parse(Files.readString(keys.privateJwk())).toPublicJWK();
    var file = Files.writeString(directory.resolve("public.jwk"), key.toJSONString());

    assertThatThrownBy(() -> CallTokenIssuer.fromJwkFile(file, LIFE))
        .isInstanceOf(IOException.class);
  }

  private JWTClaimsSet claims(String from) {
    return new JWTClaimsSet.Builder()
        .issuer(from)
        .audience("orders")
        .expirationTime(Date.from(now.plus(LIFE)))
        .build();
  }

  private static JWSHeader header(JWSAlgorithm algorithm, ECKey key) {
    return new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build();
  }
}
