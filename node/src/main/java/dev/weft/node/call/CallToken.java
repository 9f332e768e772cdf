package dev.weft.node.call;

/** What issuer and verifier of call tokens agree on. */
final class CallToken {

  static final String ISSUER = "weft-gateway";

  private CallToken() {}
}
