package dev.weft.kit.messaging.outbox;

/** A row, and the lease under which it was loaded: when that is over the row is another's. */
record Claimed(OutboxRow row, PartitionLease lease) {}
