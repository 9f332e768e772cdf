package dev.weft.stack;

import java.util.Locale;

/** What a user sees when everything is ready. */
final class Announcement {

  /** Has orders, an account and a whole address. */
  private static final int FIRST_CUSTOMER = 3;

  private Announcement() {}

  static String of(StackHome home, String url, String management, double seconds) {
    return String.format(
        Locale.ROOT,
        """

        Weft is up (%.1f s).

          gateway      %s
          health       %s/health/ready
          metrics      %s/metrics
          log          %s

        Try it:

          curl -s %s/customers/%d/overview
        """,
        seconds,
        url,
        management,
        management,
        home.log(),
        url,
        FIRST_CUSTOMER);
  }
}
