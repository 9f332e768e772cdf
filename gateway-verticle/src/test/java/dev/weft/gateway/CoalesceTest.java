package dev.weft.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Equal reads that are under way at the same time. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class CoalesceTest {
  private static final String ROUTES =
      """
      GET /x: { calls: { a: { service: s, get: "/a?q={query.q|0}" } }, answer: $a }
      GET /short: { deadline: 300ms, calls: { a: { service: s, get: "/a?q=0" } }, answer: $a }
      POST /x: { calls: { a: { service: s, post: "/a?q=0" } }, answer: $a }
      """;

  private final CountDownLatch answers = new CountDownLatch(1);
  private final AtomicBoolean cancelled = new AtomicBoolean();

  private void whenLet(TestService.Received request, TestService.Reply reply)
      throws IOException, InterruptedException {
    if (request.method().equals("GET")) {
      answers.await();
    }
    reply.json(200, "1");
  }

  private static TestGateway before(TestService service, String coalesce) {
    return TestGateway.files()
        .eventLoops(1)
        .serviceFile("s", coalesce + "\ninstances: [{ address: \"" + service.address() + "\" }]\n")
        .routes(ROUTES)
        .start();
  }

  private static String status(Socket socket) throws IOException {
    var in = new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII);
    return String.valueOf(new BufferedReader(in).readLine());
  }

  @Test
  void equalReadsAreMadeOnce() throws IOException {
    try (var service = TestService.answering(this::whenLet);
        var gateway = before(service, "coalesce: true");
        var one = gateway.begin("/x");
        var two = gateway.begin("/x");
        var three = gateway.begin("/x")) {
      await().until(() -> gateway.count("weft.gateway.coalesced") == 2);
      answers.countDown();
      assertThat(status(one)).contains("200");
      assertThat(status(two)).contains("200");
      assertThat(status(three)).contains("200");
      assertThat(service.received).hasSize(1);
    }
  }

  @Test
  void readsThatDifferInAddressOrHeadersAreNotShared() throws IOException {
    try (var service = TestService.answering(this::whenLet);
        var gateway = before(service, "coalesce: true");
        var _ = gateway.begin("/x");
        var _ = gateway.begin("/x?q=1");
        var _ = gateway.begin("/x", "accept-language", "de")) {
      await().until(() -> service.received.size() == 3);
      answers.countDown();
    }
  }

  @Test
  void writesAreNeverSharedAndAReadAfterOneIsNew() throws IOException {
    try (var service = TestService.answering(this::whenLet);
        var gateway = before(service, "coalesce: true");
        var _ = gateway.begin("/x")) {
      await().until(() -> service.received.size() == 1);
      assertThat(gateway.send("POST", "/x", "{}").statusCode()).isEqualTo(200);
      try (var _ = gateway.begin("/x")) {
        await().until(() -> service.received.size() == 3);
      }
      answers.countDown();
    }
  }

  @Test
  void oneThatGoesDoesNotCancelForTheOthersButTheLastOneDoes() throws IOException {
    try (var service =
            TestService.answering(
                (_, reply) -> {
                  reply.hang();
                  cancelled.set(true);
                });
        var gateway = before(service, "coalesce: true")) {
      var one = gateway.begin("/x");
      await().until(() -> service.received.size() == 1);
      var two = gateway.begin("/x");
      await().until(() -> gateway.count("weft.gateway.coalesced") == 1);
      one.close();
      await().until(() -> gateway.node.meters().find("weft.gateway.requests").timer() != null);
      assertThat(cancelled).isFalse();
      two.close();
      await().untilTrue(cancelled);
    }
  }

  @Test
  void oneWithAShorterDeadlineLeavesByItself() throws IOException {
    try (var service = TestService.answering(this::whenLet);
        var gateway = before(service, "coalesce: true");
        var patient = gateway.begin("/x")) {
      await().until(() -> service.received.size() == 1);
      assertThat(gateway.get("/short").statusCode()).isEqualTo(504);
      answers.countDown();
      assertThat(status(patient)).contains("200");
      assertThat(service.received).hasSize(1);
    }
  }

  @Test
  void nothingIsSharedUnlessAsked() throws IOException {
    try (var service = TestService.answering(this::whenLet);
        var gateway = before(service, "");
        var _ = gateway.begin("/x");
        var _ = gateway.begin("/x")) {
      await().until(() -> service.received.size() == 2);
      answers.countDown();
    }
  }
}
