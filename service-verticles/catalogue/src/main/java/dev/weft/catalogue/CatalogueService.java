package dev.weft.catalogue;

import dev.weft.kit.Answer;
import dev.weft.kit.Refusal;
import dev.weft.kit.Request;
import dev.weft.kit.Service;
import dev.weft.kit.ServiceDefinition;
import dev.weft.kit.Transaction;
import dev.weft.kit.Weft;

/** Keeps products and stores, and tells of every new product and every new price. */
public final class CatalogueService implements Service {

  static final int MOST_OF_A_PAGE = 100;
  static final int PAGE = 20;
  private static final int MOST_IDS = 200;

  static void main(String[] args) {
    Weft.run(new CatalogueService(), args);
  }

  @Override
  public String name() {
    return "catalogue";
  }

  @Override
  public void define(ServiceDefinition catalogue) {
    catalogue
        .get("/products/{id}", this::product, Operations.PRODUCT)
        .get("/products", this::products, Operations.PRODUCTS)
        .post("/products", this::list, Operations.LIST)
        .put("/products/{id}/price", this::price, Operations.PRICE)
        .get("/stores", (_, tx) -> Answer.ok(StoreTable.all(tx)), Operations.STORES)
        .get("/stores/{id}", this::store, Operations.STORE)
        .emits(ProductListed.class, PriceChanged.class)
        .migrations("db/catalogue")
        .firstLoad(new CatalogueLoad());
  }

  private Answer product(Request request, Transaction tx) {
    return Answer.ok(known(tx, request.longParameter("id")));
  }

  private Answer products(Request request, Transaction tx) {
    if (request.query("ids").isPresent()) {
      return Answer.ok(ProductTable.byIds(tx, request.longsQuery("ids", MOST_IDS)));
    }
    var limit = request.intQuery("limit", 1, MOST_OF_A_PAGE, PAGE);
    var search =
        new Search(
            request.query("category").orElse(null),
            request.query("name").orElse(null),
            request.longQuery("after").orElse(0));
    return Answer.ok(Page.of(ProductTable.find(tx, search, limit + 1), limit));
  }

  private Answer list(Request request, Transaction tx) {
    var wanted = request.body(NewProduct.class);
    wanted.check();
    if (!ClassTable.exists(tx, wanted.classId())) {
      throw Refusal.unprocessable("unknown-class", "/classId", "there is no such product class");
    }
    var row = wanted.row(ProductTable.nextId(tx));
    ProductTable.insert(tx, row);
    tx.emit(ProductListed.of(row));
    return Answer.created("/products/" + row.id(), known(tx, row.id()));
  }

  private Answer price(Request request, Transaction tx) {
    var id = request.longParameter("id");
    var price = request.body(NewPrice.class).checked();
    var version = ProductTable.reprice(tx, id, price).orElseThrow(() -> noProduct(id));
    tx.emit(new PriceChanged(id, price, version));
    return Answer.ok(known(tx, id));
  }

  private Answer store(Request request, Transaction tx) {
    var id = request.longParameter("id");
    return StoreTable.byId(tx, id)
        .map(Answer::ok)
        .orElseThrow(() -> Refusal.notFound("there is no store " + id));
  }

  private static Product known(Transaction tx, long id) {
    return ProductTable.byId(tx, id).orElseThrow(() -> noProduct(id));
  }

  private static Refusal noProduct(long id) {
    return Refusal.notFound("there is no product " + id);
  }
}
