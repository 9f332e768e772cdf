package dev.weft.gateway;

import dev.weft.gateway.plan.PassThrough;
import dev.weft.gateway.plan.Plan;
import dev.weft.gateway.plan.PlanDrawing;
import dev.weft.gateway.plan.PlannedCall;
import dev.weft.gateway.plan.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Which route needs which services, for people and for tools. */
public final class RouteGraph {
  private final List<Route> routes;

  public RouteGraph(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** A paragraph for each route: its calls in order, then what each asks of which service. */
  public String text() {
    var out = new StringBuilder();
    for (var route : routes) {
      out.append(route.name()).append('\n');
      switch (route) {
        case PassThrough pass -> out.append("  passes to ").append(pass.service()).append('\n');
        case Plan plan -> {
          out.append("  ").append(PlanDrawing.of(plan)).append('\n');
          plan.calls().forEach(call -> line(out, call));
        }
      }
    }
    return out.toString();
  }

  private static void line(StringBuilder out, PlannedCall call) {
    out.append("  ").append(call.name()).append(": ").append(call.service()).append(' ');
    out.append(request(call));
    for (var word : words(call)) {
      out.append(", ").append(word);
    }
    out.append('\n');
  }

  private static String request(PlannedCall call) {
    return call.method().name() + " " + call.uri();
  }

  private static List<String> words(PlannedCall call) {
    var words = new ArrayList<String>();
    if (call.optional()) {
      words.add("optional");
    }
    if (call.terms().when() != null) {
      words.add("conditional");
    }
    if (call.join() != null) {
      words.add("join");
    }
    if (call.terms().mock() != null) {
      words.add("mock");
    }
    return words;
  }

  /** For Graphviz: an arrow for each call from its route to its service. */
  public String dot() {
    var out = new StringBuilder("digraph weft {\n  rankdir=LR;\n  node [shape=box];\n");
    var services = new TreeSet<String>();
    for (var route : routes) {
      switch (route) {
        case PassThrough pass -> services.add(pass.service());
        case Plan plan -> plan.calls().forEach(call -> services.add(call.service()));
      }
    }
    services.forEach(
        name ->
            out.append("  ")
                .append(service(name))
                .append(" [shape=ellipse, label=")
                .append(quoted(name))
                .append("];\n"));
    for (var route : routes) {
      switch (route) {
        case PassThrough pass -> arrow(out, route.name(), pass.service(), "pass", "");
        case Plan plan ->
            plan.calls()
                .forEach(
                    call ->
                        arrow(
                            out,
                            route.name(),
                            call.service(),
                            call.name(),
                            call.optional() ? ", style=dashed" : ""));
      }
    }
    return out.append("}\n").toString();
  }

  private static void arrow(
      StringBuilder out, String route, String service, String label, String style) {
    out.append("  ").append(quoted(route)).append(" -> ").append(service(service));
    out.append(" [label=").append(quoted(label)).append(style).append("];\n");
  }

  /** Services and routes are different things, whatever their names. */
  private static String service(String name) {
    return quoted("service " + name);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** An object for each route, in the order of the files. */
  public String json() {
    var all = new JsonArray();
    for (var route : routes) {
      var json = new JsonObject().put("route", route.name()).put("summary", route.summary());
      switch (route) {
        case PassThrough pass -> json.put("passesTo", pass.service());
        case Plan plan -> {
          var calls = new JsonArray();
          plan.calls().forEach(call -> calls.add(json(plan, call)));
          json.put("calls", calls);
        }
      }
      all.add(json);
    }
    return new JsonObject().put("routes", all).encodePrettily();
  }

  private static JsonObject json(Plan plan, PlannedCall call) {
    var after = new JsonArray();
    for (int other : call.order().after()) {
      after.add(plan.calls().get(other).name());
    }
    return new JsonObject()
        .put("name", call.name())
        .put("service", call.service())
        .put("method", call.method().name())
        .put("address", call.uri().toString())
        .put("after", after)
        .put("optional", call.optional())
        .put("conditional", call.terms().when() != null)
        .put("join", call.join() != null)
        .put("mock", call.terms().mock() != null);
  }
}
