package dev.weft.testkit.brokerfiles;

import dev.weft.kit.messaging.artemis.Artemis;
import dev.weft.kit.messaging.broker.SubscriptionName;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two parts of Artemis' broker.xml that follow from the traffic; the rest is its operator's.
 */
final class ArtemisFile {

  private static final String OPERATOR = "weft-operator";
  private static final Artemis ARTEMIS = new Artemis();

  private ArtemisFile() {}

  /**
   * The file with both parts as they should be.
   *
   * @throws IllegalArgumentException when the file does not say where they begin and end
   */
  static String updated(String file, Traffic traffic) {
    return replaced(replaced(file, "rights", rights(traffic)), "addresses", addresses(traffic));
  }

  private static String replaced(String file, String part, String content) {
    var begin = "<!-- Generated " + part + " -->\n";
    var end = " *<!-- End of generated " + part + " -->";
    var region = Pattern.compile("(?s)(" + begin + ").*?(" + end + ")").matcher(file);
    if (!region.find()) {
      throw new IllegalArgumentException("broker.xml has no generated " + part);
    }
    return region.replaceFirst("$1" + Matcher.quoteReplacement(content) + "$2");
  }

  private static String rights(Traffic traffic) {
    var xml = new StringBuilder();
    for (var type : traffic.types()) {
      var senders = traffic.emittersOf(type);
      xml.append(
          setting(
              type, permission("send", senders) + permission("consume") + permission("browse")));
      for (var subscription : traffic.subscriptionsOf(type)) {
        xml.append(setting(ARTEMIS.address(subscription), rights(subscription, senders)));
      }
    }
    return xml.toString();
  }

  /** Whoever may send a type may send it again to one subscription. */
  private static String rights(SubscriptionName subscription, Collection<String> senders) {
    return permission("send", senders)
        + permission("consume", subscription.service())
        + permission("browse", subscription.service());
  }

  private static String setting(String match, String permissions) {
    return """
          <security-setting match="%s">
    %s      </security-setting>
    """
        .formatted(match, permissions);
  }

  private static String permission(String type, String... services) {
    return permission(type, List.of(services));
  }

  private static String permission(String type, Collection<String> services) {
    var roles = services.isEmpty() ? OPERATOR : OPERATOR + "," + String.join(",", services);
    return "        <permission type=\"%s\" roles=\"%s\"/>\n".formatted(type, roles);
  }

  private static String addresses(Traffic traffic) {
    var xml = new StringBuilder();
    for (var type : traffic.types()) {
      var queues = new StringBuilder();
      for (var subscription : traffic.subscriptionsOf(type)) {
        queues.append("          <queue name=\"%s\"/>\n".formatted(ARTEMIS.queue(subscription)));
      }
      xml.append(
          """
                <address name="%s">
                  <multicast>
          %s        </multicast>
                </address>
          """
              .formatted(type, queues));
    }
    return xml.toString();
  }
}
