package dev.weft.gateway.plan;

import dev.weft.gateway.json.JsonName;

/**
 * A call that looks up what the items of another call's part name.
 *
 * @param target position of the call whose part is completed; may be a join itself
 * @param each the objects in that part to complete
 * @param by where such an object has its key
 * @param to where a looked-up object has the same key
 * @param as the field that is added
 */
public record Join(int target, JsonPath each, JsonPath by, JsonPath to, JsonName as, Sizes sizes) {

  /**
   * How many keys are looked up.
   *
   * @param batch most keys in one request
   * @param parallel most requests under way at once
   * @param max most keys in all
   */
  public record Sizes(int batch, int parallel, int max) {}
}
