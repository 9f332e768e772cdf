package dev.weft.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class BalancerTest {
  private static Instance instance(String name, int weight) {
    return new Instance(name, "s", "1", Protocol.HTTP, name + ":80", weight, "z", State.UP);
  }

  private static Balancer balancer(List<Instance> instances) {
    return new Balancer(() -> instances, Protocol.HTTP);
  }

  private static Target choose(Balancer balancer) {
    return Objects.requireNonNull(balancer.choose(List.of()));
  }

  private static Map<String, Integer> spread(Balancer balancer, int calls) {
    var counts = new HashMap<String, Integer>();
    for (int i = 0; i < calls; i++) {
      var target = choose(balancer);
      target.begin();
      counts.merge(target.instance().id(), 1, Integer::sum);
    }
    return counts;
  }

  @Test
  void theLessLoadedOfTwoIsChosen() {
    var counts =
        spread(balancer(List.of(instance("a", 1), instance("b", 1), instance("c", 1))), 300);
    assertThat(counts.values())
        .hasSize(3)
        .allSatisfy(count -> assertThat(count).isBetween(95, 105));
  }

  @Test
  void loadFollowsTheWeights() {
    var counts = spread(balancer(List.of(instance("a", 3), instance("b", 1))), 400);
    assertThat(counts.get("a")).isBetween(295, 305);
  }

  @Test
  void anEjectedInstanceIsLeftOutUnlessAllAre() {
    var balancer = balancer(List.of(instance("a", 1), instance("b", 1)));
    var first = choose(balancer);
    balancer.eject(first);
    for (int i = 0; i < 20; i++) {
      assertThat(choose(balancer)).isNotSameAs(first);
    }
    balancer.eject(choose(balancer));
    assertThat(choose(balancer)).isNotNull();
  }

  @Test
  void whatWasTriedIsNotTriedAgain() {
    var balancer = balancer(List.of(instance("a", 1), instance("b", 1)));
    var tried = new ArrayList<Target>();
    for (var next = balancer.choose(tried); next != null; next = balancer.choose(tried)) {
      tried.add(next);
    }
    assertThat(tried).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void theRegistrysChangesAreSeenAndLoadIsRemembered() {
    var source = new AtomicReference<>(List.of(instance("a", 1)));
    var balancer = new Balancer(source::get, Protocol.HTTP);
    var a = choose(balancer);
    a.begin();
    source.set(List.of(instance("a", 1), instance("b", 1)));
    assertThat(choose(balancer).instance().id()).isEqualTo("b");
    source.set(List.of(instance("a", 1).withState(State.DRAINING), instance("b", 1)));
    assertThat(spread(balancer, 10)).containsOnlyKeys("b");
    source.set(List.of());
    assertThat(balancer.choose(List.of())).isNull();
  }
}
