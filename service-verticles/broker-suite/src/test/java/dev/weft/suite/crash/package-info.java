/**
 * Kills a service's process at named points between emit and settle and looks what has become of
 * its messages. The points are seen on the wire, by a proxy between the process and its database
 * and broker: the product knows nothing of them.
 */
@NullMarked
package dev.weft.suite.crash;

import org.jspecify.annotations.NullMarked;
