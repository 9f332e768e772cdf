package dev.weft.gateway.plan;

/** Where a value of a call comes from. */
public sealed interface Reference {
  /** As it is written in the route, without braces. */
  String text();

  /** Whether it stands for a list of values, joined by commas. */
  default boolean isList() {
    return false;
  }

  /** A parameter of the route's own path, by its position there. */
  record PathParameter(String text, int index) implements Reference {}

  /** The first value of a query parameter. */
  record QueryParameter(String text, String name) implements Reference {}

  /** A header of the request. */
  record Header(String text, String name) implements Reference {}

  /** A value in the request's JSON body. */
  record BodyValue(String text, JsonPath path) implements Reference {
    @Override
    public boolean isList() {
      return path.leadsToMany();
    }
  }

  /** A value in the claims of the caller's token. */
  record ClaimValue(String text, JsonPath path) implements Reference {
    @Override
    public boolean isList() {
      return path.leadsToMany();
    }
  }

  /** A value in another call's answer, by the call's position in the plan. */
  record PartValue(String text, int call, JsonPath path) implements Reference {
    @Override
    public boolean isList() {
      return path.leadsToMany();
    }
  }

  /** The keys of a join that this request of it is to look up. */
  record JoinKeys(String text) implements Reference {
    @Override
    public boolean isList() {
      return true;
    }
  }
}
