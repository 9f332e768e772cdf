package dev.weft.testkit;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Does a thing many times at once. */
public final class Crowd {

  private Crowd() {}

  /** Runs it with 0 to {@code times - 1}, all at once, and throws what the first one threw. */
  public static void of(int times, IntConsumer deed) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var deeds = new ArrayList<Future<?>>();
      for (int i = 0; i < times; i++) {
        int number = i;
        deeds.add(threads.submit(() -> deed.accept(number)));
      }
      for (var one : deeds) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
