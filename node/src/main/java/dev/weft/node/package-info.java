/** What every process is: configuration, cluster, registry, health, telemetry, start and stop. */
@NullMarked
package dev.weft.node;

import org.jspecify.annotations.NullMarked;
