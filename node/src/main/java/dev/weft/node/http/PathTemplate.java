package dev.weft.node.http;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A path with names in it: {@code /a/{x}/b} or {@code /a/**}.
 *
 * @param parameters the names in their order
 * @param tail whether it ends in {@code **}
 */
public record PathTemplate(
    String text, List<Segment> segments, List<String> parameters, boolean tail) {

  private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_-]*)}");
  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~!$&'()+,=:@-]*");

  /** One segment: a literal text, or the name of a parameter. */
  public record Segment(String text, boolean isParameter) {}

  public PathTemplate {
    segments = List.copyOf(segments);
    parameters = List.copyOf(parameters);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException when it is not well-formed; the message says what is wrong
   */
  public static PathTemplate parse(String template) {
    if (!template.startsWith("/")) {
      throw new IllegalArgumentException("a path must begin with \"/\": \"" + template + "\"");
    }
    boolean tail = template.endsWith("/**");
    var body = tail ? template.substring(0, template.length() - 3) : template;
    var segments = new ArrayList<Segment>();
    var names = new ArrayList<String>();
    var seen = new HashSet<String>();
    if (!body.isEmpty()) {
      for (var text : body.substring(1).split("/", -1)) {
        var segment = segment(text, template);
        segments.add(segment);
        if (segment.isParameter()) {
          if (!seen.add(segment.text())) {
            throw new IllegalArgumentException(
                "the parameter {" + segment.text() + "} stands twice in \"" + template + "\"");
          }
          names.add(segment.text());
        }
      }
    }
    return new PathTemplate(template, segments, names, tail);
  }

  private static Segment segment(String text, String template) {
    var parameter = PARAMETER.matcher(text);
    if (parameter.matches()) {
      return new Segment(parameter.group(1), true);
    }
    if (!LITERAL.matcher(text).matches() || text.equals(".") || text.equals("..")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" cannot be a segment of the path \"" + template + "\"");
    }
    return new Segment(text, false);
  }

  <T> void addTo(PathNode.Draft<T> root, HttpMethod method, T value) {
    var node = root;
    for (var segment : segments) {
      node = segment.isParameter() ? node.parameter() : node.literal(segment.text());
    }
    var values = tail ? node.tails : node.values;
    if (values.putIfAbsent(method, value) != null) {
      throw new IllegalArgumentException(
          "another path matches the same requests as \"" + method + " " + text + "\"");
    }
  }
}
