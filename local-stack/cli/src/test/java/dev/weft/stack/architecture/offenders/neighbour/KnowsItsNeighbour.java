package dev.weft.stack.architecture.offenders.neighbour;

import dev.weft.stack.architecture.offenders.third.Shared;

/**
 * What a service must not do: use a class of another one. Here so that the law can be seen to fail.
 */
record KnowsItsNeighbour(Shared shared) {}
