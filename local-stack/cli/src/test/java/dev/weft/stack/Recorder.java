package dev.weft.stack;

import java.util.ArrayList;
import java.util.List;

/** Writes down what a start reported. */
final class Recorder implements StartReport {

  final List<String> seen = new ArrayList<>();

  @Override
  public void step(String what) {
    seen.add(what);
  }

  @Override
  public void progress(String what, long done, long total) {
    seen.add("%s %d/%d".formatted(what, done, total));
  }
}
