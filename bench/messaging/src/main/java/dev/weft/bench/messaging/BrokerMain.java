package dev.weft.bench.messaging;

import dev.weft.stack.embedded.BrokerSettings;
import dev.weft.stack.embedded.EmbeddedBroker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The broker, with the project's configuration: prints its port, then takes {@code create QUEUE}
 * and {@code delete QUEUE} line by line and answers each with a line. Ends with its input.
 */
final class BrokerMain {

  static final String CREATE = "create ";
  static final String DELETE = "delete ";

  private BrokerMain() {}

  @SuppressWarnings("SystemOut") // the other process reads it
  static void main(String[] args) throws IOException {
    var settings = new BrokerSettings(Path.of("conf/broker/broker.xml"), Map.of());
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (var broker = EmbeddedBroker.start(Path.of(args[0]), 0, settings)) {
      System.out.println(broker.port());
      for (var line = input.readLine(); line != null; line = input.readLine()) {
        if (line.startsWith(CREATE)) {
          broker.createSubscription(Sold.TYPE, line.substring(CREATE.length()));
        } else {
          broker.deleteSubscription(line.substring(DELETE.length()));
        }
        System.out.println("done");
      }
    }
  }
}
