package dev.weft.gateway;

import dev.weft.gateway.route.KnownEdge;
import dev.weft.gateway.route.KnownServices;
import dev.weft.node.config.Mistakes;
import dev.weft.node.config.YamlFile;
import dev.weft.node.config.YamlList;
import dev.weft.node.config.YamlMapping;
import dev.weft.node.config.YamlNode;
import dev.weft.node.config.YamlScalar;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** As much of a process file as is needed to check what it names. */
record ConfigSketch(
    Path routes,
    @Nullable Path services,
    List<String> known,
    boolean clustered,
    KnownEdge edge,
    int calls) {

  static ConfigSketch of(GatewayConfig config) {
    return new ConfigSketch(
        config.routes(),
        config.services(),
        config.known(),
        config.node().cluster() != null,
        edge(config.edge()),
        config.limits().calls());
  }

  private static KnownEdge edge(EdgeConfig config) {
    return new KnownEdge(
        config.auth().isConfigured(),
        config.auth().unlessSaid() != EdgeConfig.AuthDefault.NONE,
        config.rateLimits().keySet(),
        config.cors().keySet());
  }

  /** Out of a file in which something else is wrong; empty when it names no routes. */
  static Optional<ConfigSketch> of(Path file) {
    var toldElsewhere = new Mistakes();
    return YamlFile.read(file, toldElsewhere)
        .filter(YamlMapping.class::isInstance)
        .map(YamlMapping.class::cast)
        .flatMap(root -> path(file, root, "routes").map(routes -> sketch(file, root, routes)));
  }

  private static ConfigSketch sketch(Path file, YamlMapping root, Path routes) {
    boolean clustered = in(root, "node").flatMap(node -> node.get("cluster")).isPresent();
    var services = path(file, root, "services").orElse(null);
    return new ConfigSketch(routes, services, names(root), clustered, edge(root), calls(root));
  }

  private static int calls(YamlMapping root) {
    return in(root, "limits")
        .flatMap(limits -> limits.get("calls"))
        .flatMap(ConfigSketch::text)
        .filter(text -> text.matches("[1-9][0-9]{0,8}"))
        .map(Integer::parseInt)
        .orElse(KnownServices.USUAL_CALLS);
  }

  private static KnownEdge edge(YamlMapping root) {
    var edge = in(root, "edge");
    var auth = edge.flatMap(there -> in(there, "auth"));
    return new KnownEdge(
        auth.isPresent(),
        auth.flatMap(there -> there.get("unless-said")).isPresent(),
        keys(edge.flatMap(there -> in(there, "rate-limits"))),
        keys(edge.flatMap(there -> in(there, "cors"))));
  }

  private static Optional<YamlMapping> in(YamlMapping mapping, String key) {
    return mapping.get(key).filter(YamlMapping.class::isInstance).map(YamlMapping.class::cast);
  }

  private static Set<String> keys(Optional<YamlMapping> mapping) {
    return mapping.stream()
        .flatMap(there -> there.entries().stream())
        .map(entry -> entry.key().text())
        .collect(Collectors.toSet());
  }

  private static Optional<Path> path(Path file, YamlMapping root, String key) {
    return root.get(key)
        .flatMap(ConfigSketch::text)
        .map(text -> file.toAbsolutePath().resolveSibling(text).normalize());
  }

  private static List<String> names(YamlMapping root) {
    return root.get("known").filter(YamlList.class::isInstance).stream()
        .flatMap(list -> ((YamlList) list).items().stream())
        .map(ConfigSketch::text)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> text(YamlNode node) {
    return node instanceof YamlScalar scalar && !scalar.isNull()
        ? Optional.of(scalar.text())
        : Optional.empty();
  }
}
