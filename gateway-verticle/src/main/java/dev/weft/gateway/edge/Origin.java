package dev.weft.gateway.edge;

import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from.
 *
 * @param address of the client, as numbers
 * @param scheme that the client used: http or https
 * @param host that the client asked for, with its port, if it said one
 */
record Origin(String address, String scheme, @Nullable String host) {}
