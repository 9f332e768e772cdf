package dev.weft.gateway.contract;

import dev.weft.gateway.edge.Page;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The page to read the API and try it: Swagger UI out of its jar, with nothing from elsewhere. The
 * browser is told to load and call nothing but this gateway and the servers that are configured.
 */
final class ReadingPage {
  private static final String PATH = "/docs";
  private static final String VERSION = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
  private static final String FILES = "META-INF/resources/webjars/swagger-ui/";

  private ReadingPage() {}

  static List<Page> pages(List<String> servers) {
    var files = FILES + version() + "/";
    return List.of(
        own(PATH, "docs.html", "text/html; charset=utf-8", servers),
        own(PATH + "/start.js", "start.js", "text/javascript; charset=utf-8", servers),
        page(PATH + "/swagger-ui.css", files + "swagger-ui.css", "text/css; charset=utf-8"),
        page(
            PATH + "/swagger-ui-bundle.js",
            files + "swagger-ui-bundle.js",
            "text/javascript; charset=utf-8"));
  }

  private static Page own(String path, String file, String type, List<String> servers) {
    var content =
        Page.Content.of(type, resource("dev/weft/gateway/contract/" + file))
            .with(
                Map.of(
                    "content-security-policy", policy(servers), "referrer-policy", "no-referrer"));
    return new Page(path, () -> content);
  }

  private static Page page(String path, String file, String type) {
    var content = Page.Content.of(type, resource(file));
    return new Page(path, () -> content);
  }

  private static String policy(List<String> servers) {
    var others =
        servers.stream()
            .map(URI::create)
            .filter(URI::isAbsolute)
            .map(url -> " " + url.getScheme() + "://" + url.getRawAuthority())
            .distinct()
            .collect(Collectors.joining());
    return "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
        + " img-src 'self' data:; connect-src 'self'"
        + others
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static String version() {
    var properties = new Properties();
    try (var in = ReadingPage.class.getClassLoader().getResourceAsStream(VERSION)) {
      if (in == null) {
        throw new IllegalStateException("the jar of Swagger UI is not on the class path");
      }
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Buffer resource(String name) {
    try (var in = ReadingPage.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name + " on the class path");
      }
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
