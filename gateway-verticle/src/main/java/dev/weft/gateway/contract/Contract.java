package dev.weft.gateway.contract;

import dev.weft.gateway.edge.Page;
import dev.weft.gateway.plan.Route;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the gateway publishes about its API: the OpenAPI document and the page to read it. The
 * document is made anew, off the event loops, when routes or the services' documents change. Safe
 * for all threads.
 */
public final class Contract {
  private static final Logger log = LoggerFactory.getLogger(Contract.class);
  private static final String PATH = "/openapi.json";
  private static final String JSON = "application/json";

  private final Vertx vertx;
  private final Settings settings;
  private final List<Page> pages = new ArrayList<>();
  private final Object making = new Object();
  private List<Route> routes = List.of();
  private Map<String, ServiceDocument> documents = Map.of();
  private volatile Page.Content content;

  /**
   * What the document says of itself.
   *
   * @param servers URLs; with none, the document's own address counts
   */
  public record Settings(String title, String version, List<String> servers) {
    public Settings {
      servers = List.copyOf(servers);
    }
  }

  /** A contract of no routes yet. */
  public Contract(Vertx vertx, Settings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.content = made(routes, documents);
    pages.add(new Page(PATH, () -> content));
    pages.addAll(ReadingPage.pages(settings.servers()));
  }

  /** What is to be served; a route at the same path counts more. */
  public List<Page> pages() {
    return List.copyOf(pages);
  }

  /** These routes are served from now on; the first ones are described when it returns. */
  public void routes(List<Route> now) {
    boolean first;
    synchronized (this) {
      first = routes.isEmpty();
      routes = List.copyOf(now);
    }
    if (first) {
      // At the start: there must be a document before the first request.
      make();
    } else {
      makeLater();
    }
  }

  synchronized void documents(Map<String, ServiceDocument> now) {
    documents = Map.copyOf(now);
    makeLater();
  }

  private void makeLater() {
    vertx
        .executeBlocking(this::make, false)
        .onFailure(e -> log.error("the OpenAPI document cannot be made", e));
  }

  /** One at a time, each of what is known then: the last one to be made knows all changes. */
  private Page.Content make() {
    synchronized (making) {
      List<Route> presentRoutes;
      Map<String, ServiceDocument> presentDocuments;
      synchronized (this) {
        presentRoutes = routes;
        presentDocuments = documents;
      }
      var made = made(presentRoutes, presentDocuments);
      content = made;
      return made;
    }
  }

  private Page.Content made(List<Route> of, Map<String, ServiceDocument> with) {
    Buffer bytes = ComposedDocument.of(settings, of, with).toBuffer();
    return Page.Content.of(JSON, bytes);
  }
}
