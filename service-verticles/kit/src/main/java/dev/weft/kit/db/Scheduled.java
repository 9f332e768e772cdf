package dev.weft.kit.db;

import java.util.UUID;

/** A message that a transaction emits for a later time. */
public record Scheduled(UUID id, Record message, Due due) {}
