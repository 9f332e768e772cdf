package dev.weft.gateway.plan;

import java.time.Duration;

/**
 * What stands for a service that is not there yet.
 *
 * @param delay before it answers, zero for none
 */
public record Mock(int status, Part body, Duration delay) {}
