package dev.weft.gateway.answer;

import dev.weft.gateway.plan.Part;
import org.jspecify.annotations.Nullable;

/** The parts there are when an answer is put together. */
public interface Parts {
  /** The part of a call, or the request's body. */
  Part part(int call);

  /** What a join found under a key, null when it found nothing. */
  JoinIndex.@Nullable Found joined(int call, String key);
}
