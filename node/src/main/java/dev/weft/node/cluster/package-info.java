/** How a process is a member of the Hazelcast cluster. */
@NullMarked
package dev.weft.node.cluster;

import org.jspecify.annotations.NullMarked;
