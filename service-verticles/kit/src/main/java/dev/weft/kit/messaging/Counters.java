package dev.weft.kit.messaging;

import dev.weft.kit.messaging.inbox.ConsumerObserver;
import dev.weft.kit.messaging.outbox.RelayObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts messages by type and subscription, and remembers which types wait. */
final class Counters implements RelayObserver, ConsumerObserver {

  private static final Logger LOG = LoggerFactory.getLogger(Messaging.class);

  private final MeterRegistry meters;
  private final String service;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, String> waiting = new ConcurrentHashMap<>();

  Counters(MeterRegistry meters, String service) {
    this.meters = meters;
    this.service = service;
  }

  /** Types that nobody takes, with the broker's reason. */
  Map<String, String> waitingTypes() {
    return Map.copyOf(waiting);
  }

  @Override
  public void published(String type) {
    count("weft.messages.published", "type", type);
  }

  @Override
  public void setAside(String type) {
    count("weft.messages.dead", "subscription", "outbox");
  }

  @Override
  public void typeWaits(String type, String reason) {
    waiting.put(type, reason);
    LOG.warn("messages of type {} wait in the outbox: {}", type, reason);
  }

  @Override
  public void typeFlows(String type) {
    waiting.remove(type);
    LOG.info("messages of type {} go again", type);
  }

  @Override
  public void stoppedRelaying() {
    waiting.clear();
  }

  @Override
  public void consumed(String subscription) {
    count("weft.messages.consumed", "subscription", subscription);
  }

  @Override
  public void duplicate(String subscription) {
    count("weft.messages.duplicates", "subscription", subscription);
  }

  @Override
  public void parked(String subscription) {
    count("weft.messages.parked", "subscription", subscription);
  }

  @Override
  public void retried(String subscription) {
    count("weft.messages.retries", "subscription", subscription);
  }

  @Override
  public void died(String subscription) {
    count("weft.messages.dead", "subscription", subscription);
  }

  private void count(String name, String tag, String value) {
    counters
        .computeIfAbsent(
            name + ' ' + value,
            _ -> Counter.builder(name).tag("service", service).tag(tag, value).register(meters))
        .increment();
  }
}
