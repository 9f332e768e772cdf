package dev.weft.gateway.edge;

import dev.weft.gateway.auth.Sha256;
import java.net.Inet6Address;
import java.util.HexFormat;

/** What clients are counted by: short, however long what they send is. */
final class ClientKey {
  private static final int LONGEST = 64;
  private static final int NETWORK_BYTES = 8;

  private ClientKey() {}

  static String of(String text) {
    return text.length() <= LONGEST ? text : Sha256.hex(text);
  }

  /** Of IPv6 the network, as whoever has one address there has all of them. */
  static String ofAddress(String text) {
    if (text.indexOf(':') >= 0 && TrustedProxies.address(text) instanceof Inet6Address address) {
      return HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES);
    }
    return text;
  }
}
