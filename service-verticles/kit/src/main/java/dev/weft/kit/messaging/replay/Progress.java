package dev.weft.kit.messaging.replay;

/**
 * What came of a batch.
 *
 * @param part with its new cursor
 * @param done whether there is nothing left
 * @param interrupted whether something was in the way
 */
record Progress(ReplayPart part, int sent, int refused, boolean done, boolean interrupted) {

  boolean goesOn() {
    return !done && !interrupted;
  }

  Progress interrupt() {
    return new Progress(part, sent, refused, done, true);
  }
}
