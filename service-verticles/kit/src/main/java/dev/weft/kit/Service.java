package dev.weft.kit;

/** One service: its name and what it offers. Run it with {@link Weft#run}. */
public interface Service {

  /**
   * The name under which the gateway finds it, callers' tokens are made out to and its database
   * goes.
   */
  String name();

  /** Says which endpoints, message handlers, migrations and first load there are; called once. */
  void define(ServiceDefinition definition);
}
