package dev.weft.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathSafetyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/orders/17",
        "/orders/",
        "/a.b/..c/.well-known/x..",
        "/caf%C3%A9/a%20b/100%25",
        "/a/b:c@d,e=f&g+h!i'j(k)~l",
        "/%7Euser/a%3Bb",
        "/50%25%20off/100%25%25"
      })
  void whatEverybodyUnderstandsAlikePasses(String path) {
    assertThat(PathSafety.check(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/..",
        "/../a",
        "/a/../b",
        "/./a",
        "/a/.",
        "/%2e%2e/a",
        "/a/.%2E/b",
        "/a/%2e/b",
        "/a/%252e%252e/b",
        "/a/%25252e./b",
        "/a/..%3b/b",
        "/a/..%3bx=y/b",
        "/a/%252e%3b%25aa/b",
        "/a/%252e%3b%25/b"
      })
  void dotSegmentsAreRefusedInAnyEncoding(String path) {
    assertThat(PathSafety.check(path)).contains("the path holds a dot segment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/..;/b", "/a;x=1/b", "/;/a", "/a;"})
  void pathParametersAreRefused(String path) {
    assertThat(PathSafety.check(path)).contains("the path holds a \";\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a%2fb", "/a%2Fb", "/a%5cb", "/a%5C", "/a%252fb", "/..%2fa"})
  void encodedSlashesAreRefused(String path) {
    assertThat(PathSafety.check(path)).contains("the path holds an encoded slash");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/a%00", "/a%0d%0ab", "/%1f", "/a%7f", "/a%2500", "/a%2500%25", "/%C2%85"})
  void controlCharactersAreRefused(String path) {
    assertThat(PathSafety.check(path)).contains("the path holds a control character");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/a%", "/a%2", "/a%zz", "/%c0%ae/a", "/%ff", "/a%u002e", "/a%\uff12e", "/%e2%82"})
  void brokenEscapesAreRefused(String path) {
    assertThat(PathSafety.check(path)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "*", "//a", "/a//b", "/a\\b", "/a b", "/a\u0000", "/é", "/a?b", "/a#b"})
  void whatIsNoPathIsRefused(String path) {
    assertThat(PathSafety.check(path)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a%2525252541", "/%2525252525252e"})
  void anEscapeWithinAnEscapeWithinAnEscapeIsRefused(String path) {
    assertThat(PathSafety.check(path)).contains("the path is percent-encoded too many times");
  }
}
