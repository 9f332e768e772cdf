package dev.weft.testkit;

import java.util.List;
import java.util.stream.Stream;

/** A request to an endpoint of a service under test. Immutable. */
public final class Call {

  private final String method;
  private final String path;
  private final String json;
  private final List<String> headers;

  private Call(String method, String path, String json, List<String> headers) {
    this.method = method;
    this.path = path;
    this.json = json;
    this.headers = headers;
  }

  public static Call get(String path) {
    return new Call("GET", path, "", List.of());
  }

  public static Call post(String path, String json) {
    return new Call("POST", path, json, List.of());
  }

  public static Call put(String path, String json) {
    return new Call("PUT", path, json, List.of());
  }

  public static Call patch(String path, String json) {
    return new Call("PATCH", path, json, List.of());
  }

  public static Call delete(String path) {
    return new Call("DELETE", path, "", List.of());
  }

  /** The same with one header more. */
  public Call with(String header, String value) {
    return new Call(
        method, path, json, Stream.concat(headers.stream(), Stream.of(header, value)).toList());
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  String json() {
    return json;
  }

  /** Name, value, name, value, ... */
  List<String> headers() {
    return headers;
  }

  @Override
  public String toString() {
    return json.isEmpty() ? method + " " + path : method + " " + path + " " + json;
  }
}
