package dev.weft.kit.messaging;

import dev.weft.kit.messaging.inbox.SubscriptionCounts;
import dev.weft.node.management.ManagementAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The counts of subscriptions as the management port tells them. */
final class SubscriptionsAnswer {

  private SubscriptionsAnswer() {}

  static ManagementAnswer of(List<SubscriptionCounts> counts) {
    var all = new JsonArray();
    for (var one : counts) {
      all.add(
          new JsonObject()
              .put("subscription", one.subscription())
              .put("consumed", one.consumed())
              .put("held", one.held())
              .put("dead", one.dead())
              .put("discarded", one.discarded()));
    }
    return ManagementAnswer.json(JsonObject.of("subscriptions", all));
  }
}
