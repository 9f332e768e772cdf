package dev.weft.gateway;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What service files may hold, for tests elsewhere. */
public final class TestFiles {
  private TestFiles() {}

  public static Set<String> serviceKeys() {
    return keys(ServiceFiles.ServiceFile.class);
  }

  public static Set<String> instanceKeys() {
    return keys(ServiceFiles.FixedInstance.class);
  }

  private static Set<String> keys(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> component.getName().replaceAll("([A-Z])", "-$1"))
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
