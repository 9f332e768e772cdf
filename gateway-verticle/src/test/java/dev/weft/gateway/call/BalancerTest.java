package dev.weft.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.node.registry.Instance;
import dev.weft.node.registry.Protocol;
import dev.weft.node.registry.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class BalancerTest {
  private static Instance instance(String name, int weight) {
    return new Instance(name, "s", "1", Protocol.HTTP, name + ":80", weight, "z", State.UP);
  }

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private int ejections;

  private Balancer balancer(List<Instance> instances) {
    return balancer(() -> instances, "near");
  }

  private Balancer balancer(Supplier<List<Instance>> source, String zone) {
    var policy = new EjectionPolicy(true, 3, Duration.ofSeconds(2), Duration.ofSeconds(5), 0.5);
    return new Balancer(
        source, new Balancer.Settings(Protocol.HTTP, zone, policy, clock::get, () -> ejections++));
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private static void fail(Balancer balancer, Target target, int times) {
    for (int i = 0; i < times; i++) {
      balancer.failed(target);
    }
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
  void loadFollowsTheWeightsAlsoWhenNothingIsUnderWay() {
    var balancer = balancer(List.of(instance("a", 3), instance("b", 1)));
    int a = 0;
    for (int i = 0; i < 2000; i++) {
      a += choose(balancer).instance().id().equals("a") ? 1 : 0;
    }
    assertThat(a).isBetween(1350, 1650);
  }

  @Test
  void anInstanceThatRefusesIsLeftOutAtOnce() {
    var balancer = balancer(List.of(instance("a", 1), instance("b", 1)));
    var first = choose(balancer);
    balancer.refused(first);
    for (int i = 0; i < 20; i++) {
      assertThat(choose(balancer)).isNotSameAs(first);
    }
    assertThat(ejections).isEqualTo(1);
  }

  @Test
  void theLastInstanceThatCouldBeAskedIsNeverLeftOut() {
    var balancer = balancer(List.of(instance("a", 1), instance("b", 1)));
    var first = choose(balancer);
    balancer.refused(first);
    var last = choose(balancer);
    balancer.refused(last);
    fail(balancer, last, 10);
    assertThat(choose(balancer)).isSameAs(last);
    var alone = balancer(List.of(instance("a", 1)));
    alone.refused(choose(alone));
    assertThat(choose(alone)).isNotNull();
    assertThat(ejections).isEqualTo(1);
  }

  @Test
  void anInstanceThatFailsInARowIsLeftOutForAGrowingTime() {
    var balancer = balancer(List.of(instance("a", 1), instance("b", 1)));
    var a = choose(balancer);
    fail(balancer, a, 2);
    balancer.answered(a, 404);
    fail(balancer, a, 2);
    assertThat(ejections).isZero();
    for (var seconds : List.of(2, 4, 5, 5)) {
      balancer.answered(a, 500);
      assertThat(spread(balancer, 20)).doesNotContainKey(a.instance().id());
      pass(Duration.ofSeconds(seconds).minusNanos(1));
      assertThat(spread(balancer, 20)).doesNotContainKey(a.instance().id());
      pass(Duration.ofNanos(1));
      assertThat(spread(balancer, 100)).containsKey(a.instance().id());
    }
    assertThat(ejections).isEqualTo(4);
  }

  @Test
  void notMoreThanTheirShareOfInstancesIsLeftOutForFailing() {
    var balancer =
        balancer(List.of(instance("a", 1), instance("b", 1), instance("c", 1), instance("d", 1)));
    var tried = new ArrayList<Target>();
    for (var next = balancer.choose(tried); next != null; next = balancer.choose(tried)) {
      tried.add(next);
    }
    tried.forEach(target -> fail(balancer, target, 5));
    assertThat(ejections).isEqualTo(2);
    assertThat(spread(balancer, 100)).hasSize(2);
  }

  private static Instance in(String zone, String name) {
    return new Instance(name, "s", "1", Protocol.HTTP, name + ":80", 1, zone, State.UP);
  }

  @Test
  void theOwnZoneIsChosenFirst() {
    var balancer =
        balancer(() -> List.of(in("near", "a"), in("far", "b"), in("near", "c")), "near");
    for (int i = 0; i < 50; i++) {
      assertThat(choose(balancer).instance().zone()).isEqualTo("near");
    }
  }

  @Test
  void anotherZoneIsChosenWhenNoInstanceOfTheOwnIsHealthy() {
    var instances = List.of(in("near", "a"), in("far", "b"));
    var balancer = balancer(() -> instances, "near");
    balancer.refused(choose(balancer));
    assertThat(choose(balancer).instance().id()).isEqualTo("b");
    pass(Duration.ofSeconds(2));
    assertThat(choose(balancer).instance().id()).isEqualTo("a");
    var elsewhere = balancer(() -> instances, "nowhere");
    assertThat(spread(elsewhere, 50)).hasSize(2);
  }

  @Test
  void anotherZoneIsChosenWhenTheOwnIsFarBusier() {
    var instances = List.of(in("near", "a"), in("far", "b"));
    var counts = spread(balancer(() -> instances, "near"), 300);
    assertThat(counts.get("b")).isBetween(80, 110);
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
    var balancer = balancer(source::get, "near");
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
