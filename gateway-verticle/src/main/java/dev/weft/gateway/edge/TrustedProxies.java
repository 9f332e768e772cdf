package dev.weft.gateway.edge;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The networks whose word about clients is taken. Immutable. */
public final class TrustedProxies {
  private final List<IpSubnetFilterRule> rules;

  private TrustedProxies(List<IpSubnetFilterRule> rules) {
    this.rules = rules;
  }

  /**
   * The networks, such as {@code 10.0.0.0/8} or {@code ::1/128}.
   *
   * @throws IllegalArgumentException when one of them is none
   */
  public static TrustedProxies of(List<String> networks) {
    return new TrustedProxies(networks.stream().map(TrustedProxies::rule).toList());
  }

  /**
   * Looks whether all are networks.
   *
   * @throws IllegalArgumentException when one of them is none
   */
  public static void check(List<String> networks) {
    networks.forEach(TrustedProxies::rule);
  }

  private static IpSubnetFilterRule rule(String network) {
    int slash = network.indexOf('/');
    var address = slash < 0 ? null : address(network.substring(0, slash));
    try {
      if (address != null) {
        int bits = Integer.parseInt(network.substring(slash + 1));
        return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
      }
    } catch (IllegalArgumentException _) {
      // told below
    }
    throw new IllegalArgumentException(
        "\"" + network + "\" is no network, such as 10.0.0.0/8 or fd00::/8");
  }

  /** Whether an address is one of theirs. Text that is no address is not. */
  boolean contains(String text) {
    var address = address(text);
    if (address == null) {
      return false;
    }
    var socket = new InetSocketAddress(address, 0);
    for (var rule : rules) {
      if (rule.matches(socket)) {
        return true;
      }
    }
    return false;
  }

  /** An address that is written as one; names are never looked up. */
  static @Nullable InetAddress address(String text) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException _) {
      return null;
    }
  }
}
