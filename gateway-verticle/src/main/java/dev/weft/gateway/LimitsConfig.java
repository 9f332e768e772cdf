package dev.weft.gateway;

import dev.weft.gateway.route.KnownServices;
import dev.weft.node.config.ByteSize;
import dev.weft.node.config.Default;
import java.time.Duration;

/**
 * What a client or a service may take up at most.
 *
 * @param body of a request to a route that composes
 * @param answer of a service, when it is a part
 * @param large from where on a part that nothing looks into flows through instead of being kept
 * @param compressFrom size from where on an answer is compressed for a client that accepts it
 * @param calls that one request makes, with every request of a join
 * @param headers of a request, all together
 * @param uri the first line of a request
 * @param jsonDepth nesting of JSON
 * @param idle how long a connection may say nothing, and a client may take nothing of its answer
 * @param head how long a client may take to send the head of a request
 * @param bodyTime how long a client may take to send a body that a route that composes reads
 * @param connections of clients at one time; 0: no limit
 * @param inFlight requests at one time, beyond which the gateway answers 503 at once; 0: no limit
 * @param streams requests at one time on one HTTP/2 connection
 * @param connect how long connecting to a service may take
 * @param connectionsPerInstance to one instance of a service, from each event loop
 * @param waitingPerInstance calls that wait for such a connection; beyond that they fail at once
 */
public record LimitsConfig(
    @Default("1MB") ByteSize body,
    @Default("16MB") ByteSize answer,
    @Default("1MB") ByteSize large,
    @Default("1KB") ByteSize compressFrom,
    @Default("" + KnownServices.USUAL_CALLS) int calls,
    @Default("16KB") ByteSize headers,
    @Default("8KB") ByteSize uri,
    @Default("200") int jsonDepth,
    @Default("60s") Duration idle,
    @Default("10s") Duration head,
    @Default("30s") Duration bodyTime,
    @Default("0") int connections,
    @Default("0") int inFlight,
    @Default("100") int streams,
    @Default("1s") Duration connect,
    @Default("64") int connectionsPerInstance,
    @Default("1000") int waitingPerInstance) {

  private static final Duration LONGEST = Duration.ofDays(1);

  public LimitsConfig {
    time("idle", idle);
    time("head", head);
    time("body-time", bodyTime);
    time("connect", connect);
    positive("calls", calls);
    positive("json-depth", jsonDepth);
    positive("connections-per-instance", connectionsPerInstance);
    positive("waiting-per-instance", waitingPerInstance);
    positive("streams", streams);
    if (connections < 0 || inFlight < 0) {
      throw new IllegalArgumentException("connections and in-flight must not be negative");
    }
  }

  private static void time(String key, Duration value) {
    if (value.toMillis() < 1 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(key + " must be from 1ms to 24h");
    }
  }

  private static void positive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " must be 1 or more");
    }
  }
}
