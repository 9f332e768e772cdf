package dev.weft.gateway.auth;

import dev.weft.gateway.call.Caller;

/** What comes of checking a credential. */
public sealed interface Verdict {

  /**
   * It is good.
   *
   * @param until when it no longer is, in milliseconds since 1970
   */
  record Accepted(Caller caller, long until) implements Verdict {}

  /**
   * It is not.
   *
   * @param why in words for the client; nothing of the credential
   */
  record Refused(String why) implements Verdict {}

  /** It is signed with a key that is not known; it may be a new one. */
  record UnknownKey() implements Verdict {}
}
