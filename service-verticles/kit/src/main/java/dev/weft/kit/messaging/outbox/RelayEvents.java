package dev.weft.kit.messaging.outbox;

/** What the sender tells its relay. */
interface RelayEvents {

  /** Something has ended or a pause is over: there may be room, or nothing left under way. */
  void progress();

  /** The database says that this lease is no longer held. */
  void lost(PartitionLease lease);
}
