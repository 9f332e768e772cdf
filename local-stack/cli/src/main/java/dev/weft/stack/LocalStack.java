package dev.weft.stack;

import dev.weft.stack.embedded.BrokerSettings;
import dev.weft.stack.embedded.EmbeddedBroker;
import dev.weft.stack.embedded.EmbeddedDatabase;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Everything that {@code ./weft up} runs. */
final class LocalStack {

  static LocalStack start(StackHome home, @Nullable Integer port, StartReport report)
      throws IOException {
    report.step("starting PostgreSQL");
    EmbeddedDatabase database = EmbeddedDatabase.start(home.postgres(), 0);
    report.step("starting the broker");
    EmbeddedBroker.start(home.broker(), 0, BrokerSettings.open());
    RunFile.ofThisProcess("", "").write(home.runFile());
    Runtime.getRuntime().addShutdownHook(new Thread(database::close));
    return new LocalStack();
  }

  String announcement() {
    return "ready";
  }

  int awaitEnd() {
    return 0;
  }
}
