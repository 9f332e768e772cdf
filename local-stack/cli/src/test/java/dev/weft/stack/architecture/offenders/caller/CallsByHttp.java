package dev.weft.stack.architecture.offenders.caller;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;

/** What a service must not do: call another one. Here so that the law can be seen to fail. */
final class CallsByHttp {
  private CallsByHttp() {}

  static HttpRequest request() {
    try (var client = HttpClient.newHttpClient()) {
      return HttpRequest.newBuilder(URI.create("http://stock/" + client.version())).build();
    }
  }
}
