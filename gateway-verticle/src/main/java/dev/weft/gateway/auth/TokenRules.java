package dev.weft.gateway.auth;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What a bearer token must be.
 *
 * @param audience of which it must name one
 * @param leeway how far clocks may differ
 * @param longest number of characters
 * @param scopes name of the claim that has them
 * @param forward claims that services see
 */
public record TokenRules(
    Set<Algorithm> algorithms,
    String issuer,
    Set<String> audience,
    Duration leeway,
    int longest,
    String scopes,
    List<String> forward) {}
