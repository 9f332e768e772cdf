package dev.weft.node;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Says in every log line which process wrote it. */
final class LogIdentity {

  private LogIdentity() {}

  static void set(String service, String instance) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.putProperty("service", service);
      context.putProperty("instance", instance);
    }
  }
}
