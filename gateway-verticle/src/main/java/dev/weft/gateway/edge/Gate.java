package dev.weft.gateway.edge;

/** What a request has to get past before its route serves it. For one event loop. */
@FunctionalInterface
interface Gate {
  /** Lets the request go on, now or later, or answers it. */
  void enter(Visit visit, Runnable next);
}
