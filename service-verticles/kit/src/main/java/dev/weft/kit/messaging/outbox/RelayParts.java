package dev.weft.kit.messaging.outbox;

import dev.weft.kit.messaging.broker.Broker;
import io.vertx.core.Context;

/** What the parts of one relay share. All of them run on its context. */
record RelayParts(
    Context context,
    OutboxTable table,
    Broker broker,
    RelayWork work,
    Backlog backlog,
    WaitingTypes waitingTypes) {}
