package dev.weft.node.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of nodes. A value that cannot be made is null and a mistake; a record is made only
 * when nothing in it was a mistake.
 */
final class Binder {

  private final Path directory;
  private final Secrets secrets;
  private final Overrides overrides;
  private final Mistakes mistakes;

  Binder(Path directory, Secrets secrets, Overrides overrides, Mistakes mistakes) {
    this.directory = directory;
    this.secrets = secrets;
    this.overrides = overrides;
    this.mistakes = mistakes;
  }

  <R extends Record> Optional<R> root(Class<R> type, YamlNode node) {
    return Optional.ofNullable(type.cast(record(type, node, "")));
  }

  private @Nullable Object record(Class<?> type, YamlNode node, String path) {
    if (!(node instanceof YamlMapping mapping)) {
      return wrong(node, path, "must be a mapping");
    }
    int before = mistakes.size();
    refuseUnknown(mapping, Keys.of(type), path);
    var components = type.getRecordComponents();
    @Nullable Object[] arguments =
        Arrays.stream(components).map(component -> component(component, mapping, path)).toArray();
    return mistakes.size() == before ? construct(type, arguments, mapping.at(), path) : null;
  }

  private void refuseUnknown(YamlMapping mapping, List<String> keys, String path) {
    for (var entry : mapping.entries()) {
      var key = entry.key();
      if (!keys.contains(key.text())) {
        var message = "there is no such key";
        mistakes.add(key.at(), Keys.join(path, key.text()), message, Nearest.of(key.text(), keys));
      }
    }
  }

  private @Nullable Object component(RecordComponent component, YamlMapping mapping, String path) {
    var key = Keys.of(component);
    var at = Keys.join(path, key);
    var type = component.getGenericType();
    var override = overrides.at(at);
    if (override.isPresent()) {
      return value(type, fromText(type, override.get()), at);
    }
    var node = mapping.get(key);
    return node.isPresent() ? value(type, node.get(), at) : absent(component, mapping.at(), at);
  }

  private @Nullable Object absent(RecordComponent component, Position parent, String path) {
    var type = component.getGenericType();
    var fallback = component.getAnnotation(Default.class);
    if (fallback != null) {
      return value(type, fromText(type, YamlScalar.string(parent, fallback.value())), path);
    }
    var isRecord = component.getType().isRecord() && !Scalars.isScalar(component.getType());
    if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)
        && !(isRecord && overrides.anyBelow(path))) {
      return null;
    }
    if (isRecord) {
      return record(component.getType(), new YamlMapping(parent, List.of()), path);
    }
    if (component.getType() == List.class) {
      return List.of();
    }
    if (component.getType() == Map.class) {
      return Map.of();
    }
    return told(parent, path, "is missing");
  }

  /** A text that stands for a list has commas between the items. */
  private static YamlNode fromText(Type type, YamlScalar text) {
    if (!(type instanceof ParameterizedType)) {
      return text;
    }
    var items = new ArrayList<YamlNode>();
    for (var item : text.text().split(",", -1)) {
      if (!item.isBlank()) {
        items.add(YamlScalar.string(text.at(), item.strip()));
      }
    }
    return new YamlList(text.at(), items);
  }

  private @Nullable Object value(Type type, YamlNode node, String path) {
    if (node instanceof YamlScalar scalar && scalar.isNull()) {
      return told(node.at(), path, "has no value");
    }
    return switch (type) {
      case ParameterizedType generic when generic.getRawType() == List.class ->
          list(generic.getActualTypeArguments()[0], node, path);
      case ParameterizedType generic when generic.getRawType() == Map.class ->
          map(generic.getActualTypeArguments()[1], node, path);
      case Class<?> plain when Scalars.isScalar(plain) -> scalar(plain, node, path);
      case Class<?> plain when plain.isRecord() -> record(plain, node, path);
      default -> throw new IllegalStateException("configuration cannot hold a " + type);
    };
  }

  private @Nullable Object list(Type itemType, YamlNode node, String path) {
    if (!(node instanceof YamlList list)) {
      return wrong(node, path, "must be a list");
    }
    var items = new ArrayList<Object>();
    for (int i = 0; i < list.items().size(); i++) {
      var item = value(itemType, list.items().get(i), path + "[" + i + "]");
      if (item != null) {
        items.add(item);
      }
    }
    return List.copyOf(items);
  }

  private @Nullable Object map(Type valueType, YamlNode node, String path) {
    if (!(node instanceof YamlMapping mapping)) {
      return wrong(node, path, "must be a mapping");
    }
    var values = new LinkedHashMap<String, Object>();
    for (var entry : mapping.entries()) {
      var key = entry.key().text();
      var value = value(valueType, entry.value(), Keys.join(path, key));
      if (value != null) {
        values.put(key, value);
      }
    }
    return Collections.unmodifiableMap(values);
  }

  private @Nullable Object scalar(Class<?> type, YamlNode node, String path) {
    if (!(node instanceof YamlScalar scalar)) {
      return wrong(node, path, "must be a single value");
    }
    boolean secret = type == Secret.class || Secrets.isSecret(scalar.text());
    try {
      return Scalars.convert(type, secrets.resolve(scalar.text()), directory);
    } catch (IllegalArgumentException e) {
      var given = secret ? "" : ", not \"" + scalar.text() + "\"";
      var nearest =
          type.isEnum() && !secret ? Nearest.of(scalar.text(), Scalars.constants(type)) : null;
      mistakes.add(scalar.at(), path, e.getMessage() + given, nearest);
      return null;
    }
  }

  private @Nullable Object construct(
      Class<?> type, @Nullable Object[] arguments, Position at, String path) {
    var types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        return told(at, path, String.valueOf(refusal.getMessage()));
      }
      throw new IllegalStateException("the constructor of " + type + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  private @Nullable Object wrong(YamlNode node, String path, String wanted) {
    return told(node.at(), path, wanted + ", but is " + node.kindName());
  }

  private @Nullable Object told(Position at, String path, String message) {
    mistakes.add(at, path, message);
    return null;
  }
}
