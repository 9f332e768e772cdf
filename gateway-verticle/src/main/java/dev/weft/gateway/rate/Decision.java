package dev.weft.gateway.rate;

/**
 * What a limit says to a request.
 *
 * @param allowed whether it may go on
 * @param remaining how many more may follow at once
 * @param nanos until the whole burst is there again; when refused: until one more is allowed
 */
public record Decision(boolean allowed, long remaining, long nanos) {}
