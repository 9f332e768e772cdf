package dev.weft.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls the service over HTTP. */
final class Caller {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  Caller(int port) {
    this.port = port;
  }

  Reply call(Call call) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + call.path()))
            .method(call.method(), BodyPublishers.ofString(call.json()));
    if (!call.json().isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!call.headers().isEmpty()) {
      request.headers(call.headers().toArray(String[]::new));
    }
    try {
      return Reply.of(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
