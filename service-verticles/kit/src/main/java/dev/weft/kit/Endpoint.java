package dev.weft.kit;

/**
 * Answers one request inside one transaction, in direct style on a virtual thread. The transaction
 * commits before the answer is sent; anything thrown rolls it back. A {@link Refusal} becomes its
 * problem, anything else a 500 without text.
 */
@FunctionalInterface
public interface Endpoint {
  Answer handle(Request request, Transaction tx);
}
