package dev.weft.codecs;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the annotations of message records and collects all mistakes before it complains. */
final class Definitions {

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z][A-Za-z0-9_-]*(\\.[A-Za-z][A-Za-z0-9_-]*)*");
  private static final int LONGEST_NAME = 200;
  private static final Set<Class<?>> KEY_TYPES =
      Set.of(
          String.class,
          long.class,
          Long.class,
          int.class,
          Integer.class,
          short.class,
          Short.class,
          UUID.class);

  private final List<String> mistakes = new ArrayList<>();
  private final Map<String, MessageDefinition<?>> byName = new LinkedHashMap<>();

  Collection<MessageDefinition<?>> read(Collection<? extends Class<?>> records) {
    for (var record : Set.copyOf(records)) {
      if (record.isRecord()) {
        add(record.asSubclass(Record.class));
      } else {
        mistakes.add(record.getName() + " is not a record");
      }
    }
    if (!mistakes.isEmpty()) {
      throw new InvalidMessageTypes(mistakes.stream().sorted().toList());
    }
    return byName.values();
  }

  private <M extends Record> void add(Class<M> record) {
    var type = record.getAnnotation(MessageType.class);
    if (type == null) {
      mistakes.add(record.getName() + " has no @MessageType");
      return;
    }
    if (!NAME.matcher(type.name()).matches() || type.name().length() > LONGEST_NAME) {
      mistakes.add(record.getName() + ": \"" + type.name() + "\" is no name for a type");
    }
    if (type.version() < 1) {
      mistakes.add(record.getName() + ": version " + type.version() + " is less than 1");
    }
    var keys =
        Arrays.stream(record.getRecordComponents())
            .filter(component -> component.isAnnotationPresent(MessageKey.class))
            .toList();
    if (keys.size() != 1) {
      mistakes.add(
          record.getName() + " has " + keys.size() + " components with @MessageKey, not one");
      return;
    }
    define(record, type, keys.getFirst());
  }

  private <M extends Record> void define(Class<M> record, MessageType type, RecordComponent key) {
    if (!KEY_TYPES.contains(key.getType()) && !key.getType().isEnum()) {
      mistakes.add(
          "%s.%s: a key is a string, a whole number, a UUID or an enum, not %s"
              .formatted(record.getName(), key.getName(), key.getType().getSimpleName()));
    }
    var accessor = key.getAccessor();
    accessor.setAccessible(true);
    var versions = versions(record, type);
    versions.values().forEach(this::checkMarks);
    var other =
        byName.putIfAbsent(
            type.name(), new MessageDefinition<>(type.name(), record, versions, accessor));
    if (other != null) {
      var both = List.of(record.getName(), other.record().getName()).stream().sorted().toList();
      mistakes.add(
          "%s and %s are both named %s".formatted(both.getFirst(), both.getLast(), type.name()));
    }
  }

  /** Follows the records of older versions, each of which has to lead to the one that named it. */
  private NavigableMap<Integer, Class<? extends Record>> versions(
      Class<? extends Record> newest, MessageType type) {
    var versions = new TreeMap<Integer, Class<? extends Record>>();
    versions.put(type.version(), newest);
    var next = newest;
    var nextType = type;
    while (nextType.before() != Record.class) {
      var record = nextType.before();
      var before = record.getAnnotation(MessageType.class);
      if (before == null
          || !before.name().equals(type.name())
          || before.version() < 1
          || before.version() >= nextType.version()) {
        mistakes.add(
            "%s is no version of %s before %d"
                .formatted(record.getName(), type.name(), nextType.version()));
        break;
      }
      if (!leadsTo(record, next)) {
        mistakes.add(
            "%s has to implement Upcast<%s>".formatted(record.getName(), next.getSimpleName()));
      }
      versions.put(before.version(), record);
      next = record;
      nextType = before;
    }
    return versions;
  }

  /** What is encrypted has to have an owner, who can not be a secret too. */
  private void checkMarks(Class<? extends Record> record) {
    for (var component : record.getRecordComponents()) {
      var mark = component.getAnnotation(Encrypted.class);
      var place = record.getName() + "." + component.getName();
      if (mark == null) {
        inside(component.getGenericType(), new HashSet<>())
            .filter(EncryptedComponent::anyIn)
            .forEach(
                nested ->
                    mistakes.add(
                        "%s: only components of the message itself can be encrypted, not those of %s"
                            .formatted(place, nested.getName())));
        continue;
      }
      var marked = EncryptedComponent.of(record, component.getName(), mark);
      if (marked.isEmpty()) {
        mistakes.add(place + ": nothing says whose key it is encrypted with");
      } else if (marked.get().by().isAnnotationPresent(Encrypted.class)) {
        mistakes.add(place + ": what says whose key it is can not be encrypted itself");
      }
    }
  }

  /** The records in a type, and in those. */
  private static Stream<Class<? extends Record>> inside(Type type, Set<Type> seen) {
    if (!seen.add(type)) {
      return Stream.of();
    }
    if (type instanceof ParameterizedType generic) {
      return Arrays.stream(generic.getActualTypeArguments()).flatMap(of -> inside(of, seen));
    }
    if (type instanceof Class<?> c && c.isArray()) {
      return inside(c.getComponentType(), seen);
    }
    if (!(type instanceof Class<?> c) || !c.isRecord()) {
      return Stream.of();
    }
    return Stream.concat(
        Stream.of(c.asSubclass(Record.class)),
        Arrays.stream(c.getRecordComponents())
            .flatMap(component -> inside(component.getGenericType(), seen)));
  }

  private static boolean leadsTo(Class<? extends Record> record, Class<? extends Record> next) {
    return Arrays.stream(record.getGenericInterfaces())
        .anyMatch(
            of ->
                of instanceof ParameterizedType upcast
                    && upcast.getRawType() == Upcast.class
                    && upcast.getActualTypeArguments()[0] == next);
  }
}
