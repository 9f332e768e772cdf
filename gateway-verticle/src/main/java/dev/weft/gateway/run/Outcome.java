package dev.weft.gateway.run;

import dev.weft.gateway.cache.PartPolicy;
import dev.weft.gateway.call.HeaderList;
import dev.weft.gateway.json.Splice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the client is to be told. */
public sealed interface Outcome {
  /**
   * An answer.
   *
   * @param missing the optional parts that failed
   * @param location where a write made something
   * @param etag the version that a write made
   * @param policy what others may do with the answer
   * @param returned headers of parts that the route hands back
   */
  record Composed(
      int status,
      Splice body,
      List<PartFailure> missing,
      @Nullable String location,
      @Nullable String etag,
      PartPolicy policy,
      HeaderList returned)
      implements Outcome {}

  /** A required part is not there. */
  record Rejected(int status, String detail, List<PartFailure> parts) implements Outcome {}
}
