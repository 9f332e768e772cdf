package dev.weft.node;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs something on SIGTERM and Ctrl-C. A shutdown hook could do that too, but the exit status
 * would be 143. The classes are in {@code jdk.unsupported}, and javac warns of them without a way
 * to say that it is meant: therefore reflection.
 */
final class TerminationSignal {

  private static final List<String> NAMES = List.of("TERM", "INT");

  private TerminationSignal() {}

  /** The action runs once, on a thread of its own; a second signal ends the process at once. */
  static void handle(Runnable action) {
    var caught = new AtomicBoolean();
    InvocationHandler handler =
        (_, method, _) -> {
          if (method.getName().equals("handle")) {
            if (!caught.compareAndSet(false, true)) {
              Runtime.getRuntime().halt(130);
            }
            Thread.ofPlatform().name("weft-stop").start(action);
          }
          return null;
        };
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handlerType = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              TerminationSignal.class.getClassLoader(), new Class<?>[] {handlerType}, handler);
      var handle = signal.getMethod("handle", signal, handlerType);
      for (var name : NAMES) {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java runtime cannot handle signals", e);
    }
  }
}
