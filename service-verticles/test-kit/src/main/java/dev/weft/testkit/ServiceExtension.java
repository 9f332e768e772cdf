package dev.weft.testkit;

import dev.weft.kit.Service;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Hands the running service, or a new scenario of it, to its tests; JUnit closes it when the whole
 * run is over.
 */
final class ServiceExtension implements ParameterResolver {

  private static final Namespace RUNNING = Namespace.create(ServiceExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == RunningService.class || type == Scenario.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var test =
        AnnotationSupport.findAnnotation(context.getRequiredTestClass(), ServiceTest.class)
            .orElseThrow();
    var running = context.getRoot().getStore(RUNNING);
    if (parameter.getParameter().getType() == Scenario.class) {
      return running
          .computeIfAbsent(test.value(), ServiceExtension::stage, Scenarios.class)
          .begin();
    }
    return running.computeIfAbsent(
        new Key(test.value(), test.broker()), ServiceExtension::start, RunningService.class);
  }

  /** Tests with the same wishes share a service. */
  private record Key(Class<? extends Service> type, ServiceTest.Kind broker) {}

  private static Scenarios stage(Class<? extends Service> type) {
    return Scenarios.of(ReflectionSupport.newInstance(type));
  }

  private static RunningService start(Key key) {
    return RunningService.start(ReflectionSupport.newInstance(key.type), key.broker);
  }
}
