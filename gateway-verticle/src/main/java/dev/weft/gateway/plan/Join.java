package dev.weft.gateway.plan;

import dev.weft.gateway.json.JsonName;

/**
 * A call that looks up what the items of another call's part name.
 *
 * @param target position of the call whose part is completed
 * @param each the objects in that part to complete
 * @param by where such an object has its key
 * @param to where a looked-up object has the same key
 * @param as the field that is added
 * @param batch most keys in one request
 */
public record Join(int target, JsonPath each, JsonPath by, JsonPath to, JsonName as, int batch) {}
