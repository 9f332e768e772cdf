package dev.weft.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LocalRegistryTest {

  private final LocalRegistry registry = new LocalRegistry();

  @Test
  void anInstanceIsKnownFromRegistrationToWithdrawal() {
    var one = instance("orders-1", "orders");
    var registration = registry.register(one).await();

    assertThat(registry.instances("orders")).containsExactly(one);
    registration.drain().await();
    assertThat(registry.instances("orders")).containsExactly(one.withState(State.DRAINING));
    registration.withdraw().await();
    assertThat(registry.instances("orders")).isEmpty();
    registration.withdraw().await();
  }

  @Test
  void drainingWhatIsGoneDoesNotBringItBack() {
    var registration = registry.register(instance("orders-1", "orders")).await();
    registration.withdraw().await();

    registration.drain().await();

    assertThat(registry.snapshot()).isEmpty();
  }

  @Test
  void instancesAreOrderedByIdAndGroupedByService() {
    var two = instance("orders-2", "orders");
    var one = instance("orders-1", "orders");
    var stock = instance("stock-1", "stock");
    List.of(two, stock, one).forEach(i -> registry.register(i).await());

    assertThat(registry.snapshot())
        .containsOnly(Map.entry("orders", List.of(one, two)), Map.entry("stock", List.of(stock)));
  }

  @Test
  void lookingUpAllocatesNothing() {
    registry.register(instance("orders-1", "orders")).await();

    assertThat(registry.instances("orders")).isSameAs(registry.instances("orders"));
  }

  @Test
  void aListenerHearsTheStateAtOnceAndEachChangeInOrder() {
    var heard = new ArrayList<Integer>();
    registry.register(instance("orders-1", "orders")).await();
    var subscription =
        registry.onChange(s -> heard.add(s.getOrDefault("orders", List.of()).size()));

    var second = registry.register(instance("orders-2", "orders")).await();
    registry.register(instance("orders-2", "orders")).await();
    second.withdraw().await();
    subscription.close();
    registry.register(instance("orders-3", "orders")).await();

    assertThat(heard).containsExactly(1, 2, 1);
  }

  @Test
  void aListenerThatFailsDoesNotKeepTheOthersFromHearing() {
    var heard = new ArrayList<Map<String, List<Instance>>>();
    registry.onChange(
        _ -> {
          throw new IllegalStateException("deaf");
        });
    registry.onChange(heard::add);

    registry.register(instance("orders-1", "orders")).await();

    assertThat(heard).hasSize(2);
  }

  @Test
  void anInstanceWithoutWeightIsRefused() {
    assertThatThrownBy(
            () -> new Instance("a/http", "a", "1", Protocol.HTTP, "h:1", 0, "z", State.UP))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Instance instance(String name, String service) {
    return new Instance(
        name + "/http", service, "1.0", Protocol.HTTP, "127.0.0.1:8103", 1, "default", State.UP);
  }
}
