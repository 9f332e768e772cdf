package dev.weft.kit.example;

import dev.weft.codecs.MessageKey;
import dev.weft.codecs.MessageType;
import dev.weft.kit.Answer;
import dev.weft.kit.LoadProgress;
import dev.weft.kit.Operation;
import dev.weft.kit.Refusal;
import dev.weft.kit.Request;
import dev.weft.kit.Service;
import dev.weft.kit.ServiceDefinition;
import dev.weft.kit.Transaction;
import dev.weft.kit.Weft;
import io.vertx.sqlclient.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Customers' reviews of products: the example of docs/services.md. */
// region service
public final class ReviewsService implements Service {

  static void main(String[] args) {
    Weft.run(new ReviewsService(), args);
  }

  @Override
  public String name() {
    return "reviews";
  }

  @Override
  public void define(ServiceDefinition reviews) {
    reviews
        .migrations("db/reviews")
        .firstLoad(this::load)
        .get("/reviews/{id}", this::review)
        .get("/reviews", this::ofProduct)
        .post("/reviews", this::write, WRITE)
        .on(ProductListed.class, this::productListed)
        .emits(ReviewWritten.class);
  }

  // endregion

  // region operation
  private static final Operation WRITE =
      Operation.of("Writes a review of a product.")
          .takes(NewReview.class)
          .creates(Review.class)
          .refuses(400, 422);

  // endregion

  // region records
  /** What a caller sends. */
  record NewReview(long productId, int stars, @Nullable String text) {
    NewReview {
      if (stars < 1 || stars > 5) {
        throw new IllegalArgumentException("stars must be from 1 to 5");
      }
    }
  }

  /** What a caller gets. */
  record Review(long id, long productId, String product, int stars, @Nullable String text) {
    static Review of(Row row) {
      return new Review(
          row.getLong("id"),
          row.getLong("product_id"),
          row.getString("product"),
          row.getInteger("stars"),
          row.getString("text"));
    }
  }

  // endregion

  // region messages
  /** What this service tells. */
  @MessageType(name = "foodmart.reviews.ReviewWritten", version = 1)
  record ReviewWritten(@MessageKey long productId, long reviewId, int stars) {}

  /** What catalogue tells, with the fields that reviews need. */
  @MessageType(name = "foodmart.catalogue.ProductListed", version = 1)
  record ProductListed(@MessageKey long productId, String name) {}

  // endregion

  // region get
  private Answer review(Request request, Transaction tx) {
    return tx.one("SELECT * FROM review WHERE id = $1", request.longParameter("id"))
        .map(row -> Answer.ok(Review.of(row)))
        .orElseThrow(() -> Refusal.notFound("there is no such review"));
  }

  private Answer ofProduct(Request request, Transaction tx) {
    long product =
        request
            .longQuery("product")
            .orElseThrow(() -> Refusal.badRequest("bad-query", "which product?"));
    int limit = request.intQuery("limit", 1, 100, 20);
    var rows =
        tx.all(
            "SELECT * FROM review WHERE product_id = $1 ORDER BY id DESC LIMIT $2", product, limit);
    return Answer.ok(rows.stream().map(Review::of).toList());
  }

  // endregion

  // region post
  private Answer write(Request request, Transaction tx) {
    var review = request.body(NewReview.class);
    var product =
        tx.one("SELECT name FROM product WHERE id = $1", review.productId())
            .orElseThrow(
                () ->
                    Refusal.unprocessable(
                        "unknown-product", "/productId", "there is no such product"));
    var written =
        tx.one(
                """
                INSERT INTO review (product_id, product, stars, text)
                VALUES ($1, $2, $3, $4) RETURNING *
                """,
                review.productId(),
                product.getString("name"),
                review.stars(),
                review.text())
            .map(Review::of)
            .orElseThrow();
    tx.emit(new ReviewWritten(written.productId(), written.id(), written.stars()));
    return Answer.created("/reviews/" + written.id(), written);
  }

  // endregion

  // region message
  private void productListed(ProductListed listed, Transaction tx) {
    tx.update(
        """
        INSERT INTO product (id, name) VALUES ($1, $2)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name
        """,
        listed.productId(),
        listed.name());
  }

  // endregion

  // region load
  private void load(Transaction tx, LoadProgress progress) {
    var ids = List.of(1L, 2L);
    var names = List.of("Washington Berry Juice", "Washington Mango Drink");
    progress.of(ids.size());
    progress.add(
        tx.update(
            "INSERT INTO product (id, name) SELECT * FROM unnest($1::bigint[], $2::text[])",
            ids.toArray(Long[]::new),
            names.toArray(String[]::new)));
  }
  // endregion
}
