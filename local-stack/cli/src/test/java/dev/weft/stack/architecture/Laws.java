package dev.weft.stack.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

/** What may know what. */
final class Laws {
  static final String[] SERVICES = {
    "dev.weft.customers..",
    "dev.weft.catalogue..",
    "dev.weft.orders..",
    "dev.weft.stock..",
    "dev.weft.payments.."
  };

  private Laws() {}

  /**
   * All that a service may use: the kit, the annotations of messages, its data and plain Java. HTTP
   * clients, sockets, the event bus and other services' packages are not among it.
   */
  static ArchRule servicesStandOnTheKitAlone(String... services) {
    return classes()
        .that()
        .resideInAnyPackage(services)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            concat(
                services,
                "dev.weft.kit",
                "dev.weft.kit.saga",
                "dev.weft.codecs",
                "dev.weft.foodmart..",
                "io.vertx.sqlclient",
                "io.vertx.sqlclient.data",
                "com.fasterxml.jackson.annotation",
                "org.jspecify.annotations",
                "java.lang..",
                "java.math..",
                "java.time..",
                "java.util.."))
        .because("services never call each other: they only send messages");
  }

  static ArchRule knowsNobody(String module) {
    return noClasses()
        .that()
        .resideInAPackage("dev.weft." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others(module));
  }

  static ArchRule gatewaySeesOnlyTheNode() {
    return noClasses()
        .that()
        .resideInAPackage("dev.weft.gateway..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            concat(SERVICES, "dev.weft.kit..", "dev.weft.codecs..", "dev.weft.stack.."));
  }

  static ArchRule kitSeesNoServiceAndNoGateway() {
    return noClasses()
        .that()
        .resideInAPackage("dev.weft.kit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            concat(SERVICES, "dev.weft.gateway..", "dev.weft.foodmart..", "dev.weft.stack.."));
  }

  private static String[] others(String module) {
    return Stream.of(
            "node",
            "codecs",
            "gateway",
            "kit",
            "foodmart",
            "stack",
            "customers",
            "catalogue",
            "orders",
            "stock",
            "payments")
        .filter(other -> !other.equals(module))
        .map(other -> "dev.weft." + other + "..")
        .toArray(String[]::new);
  }

  private static String[] concat(String[] some, String... more) {
    return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray(String[]::new);
  }
}
