package dev.weft.stack;

import dev.weft.catalogue.CatalogueService;
import dev.weft.customers.CustomersService;
import dev.weft.kit.LoadProgress;
import dev.weft.kit.Service;
import dev.weft.kit.ServiceMessages;
import dev.weft.kit.ServiceRuntime;
import dev.weft.kit.messaging.types.MessageCheck;
import dev.weft.node.Node;
import dev.weft.orders.OrdersService;
import dev.weft.payments.PaymentsService;
import dev.weft.stock.StockService;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Starts the five services on the node of the stack, all at once. */
final class FoodMartServices {

  private static final List<Service> ALL =
      List.of(
          new CustomersService(),
          new CatalogueService(),
          new OrdersService(),
          new StockService(),
          new PaymentsService());

  private FoodMartServices() {}

  static List<Service> all() {
    return ALL;
  }

  static List<String> names() {
    return ALL.stream().map(Service::name).toList();
  }

  /** What they emit and subscribe to. */
  static List<ServiceMessages> messages() {
    return ALL.stream().map(ServiceMessages::of).toList();
  }

  /** Holds it against the schemas in a directory. */
  static MessageCheck.Result checkMessages(Path directory) {
    return MessageCheck.of(directory, messages());
  }

  /** Returns when all are ready, their data loaded. Stopping the node stops them. */
  static void start(Node node, ServiceSettings settings, StartReport report) {
    List<LoadProgress> loads = ALL.stream().map(_ -> new LoadProgress()).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(ALL.size())) {
      List<CompletableFuture<Void>> starts =
          ALL.stream()
              .map(
                  service ->
                      CompletableFuture.runAsync(
                          () ->
                              ServiceRuntime.start(
                                  node,
                                  service,
                                  settings.of(service.name()),
                                  loads.get(ALL.indexOf(service))),
                          threads))
              .toList();
      CompletableFuture<Void> all =
          CompletableFuture.allOf(starts.toArray(new CompletableFuture<?>[0]));
      Watch.until(all::isDone, () -> show(loads, report));
      join(all);
    }
  }

  private static void show(List<LoadProgress> loads, StartReport report) {
    long total = loads.stream().mapToLong(LoadProgress::total).sum();
    if (total > 0) {
      long done = loads.stream().mapToLong(LoadProgress::done).sum();
      report.progress("loading FoodMart", Math.min(done, total), total);
    }
  }

  private static void join(CompletableFuture<Void> all) {
    try {
      all.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
