/** Writes the configuration of brokers from what services declare. */
@NullMarked
package dev.weft.testkit.brokerfiles;

import org.jspecify.annotations.NullMarked;
