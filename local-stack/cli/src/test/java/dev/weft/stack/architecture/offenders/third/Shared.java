package dev.weft.stack.architecture.offenders.third;

/** A class of one service that another one borrows. */
public record Shared(long id) {}
