package dev.weft.gateway.answer;

import dev.weft.gateway.plan.Part;
import dev.weft.gateway.plan.Reference;
import org.jspecify.annotations.Nullable;

/** The parts there are when an answer is put together. */
public interface Parts {
  /** The part of a call, the request's body or the caller's claims. */
  Part part(int call);

  /** A text out of the request, null when it is not there. */
  @Nullable String text(Reference reference);

  /** What a join found under a key, null when it found nothing. */
  JoinIndex.@Nullable Found joined(int call, String key);
}
