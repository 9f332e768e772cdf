package dev.weft.gateway.route;

import dev.weft.gateway.plan.Mock;
import dev.weft.gateway.plan.Part;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads what a call answers in place of a service that is not there yet. */
final class MockReader {
  static final List<String> KEYS = List.of("status", "delay", "body");
  private static final int OK = 200;
  private static final int LAST = 599;

  private MockReader() {}

  static Optional<Mock> read(Section call) {
    return call.section("mock").map(MockReader::mock);
  }

  private static Mock mock(Section section) {
    section.allow(KEYS);
    int status = section.count("status", OK);
    if (status < OK || status > LAST) {
      section.mistake("status", "must be a status from 200 to 599");
    }
    var body =
        section
            .node("body")
            .map(node -> Part.of(Literals.json(node, section.path("body"), section.mistakes())))
            .orElse(Part.NULL);
    return new Mock(status, body, section.duration("delay").orElse(Duration.ZERO));
  }
}
