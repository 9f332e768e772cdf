package dev.weft.kit;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A small service that has one of everything, for tests. */
public final class NotesService implements Service {

  /** What is sent. */
  public record NewNote(String text, BigDecimal price, @Nullable LocalDate due, List<Tag> tags) {
    public NewNote {
      if (price.signum() < 0) {
        throw new IllegalArgumentException("price must not be negative");
      }
    }
  }

  public record Tag(String name, int weight) {
    public Tag {
      if (name.equals("leak")) {
        Integer.parseInt(name);
      }
    }
  }

  /** What is answered. */
  public record Note(long id, String text, BigDecimal price, @Nullable LocalDate due) {
    static Note of(Row row) {
      return new Note(
          row.getLong("id"),
          row.getString("text"),
          row.getBigDecimal("price"),
          row.getLocalDate("due"));
    }
  }

  /** How often {@code POST /notes} ran. */
  public final AtomicInteger posts = new AtomicInteger();

  /** Holds every {@code GET /held} until it is open. */
  public volatile CountDownLatch gate = new CountDownLatch(1);

  public final AtomicInteger held = new AtomicInteger();

  @Override
  public String name() {
    return "notes";
  }

  @Override
  public void define(ServiceDefinition notes) {
    notes
        .migrations("db/notes")
        .get("/notes/{id}", this::note)
        .get("/notes", this::list)
        .post("/notes", this::create)
        .put("/notes/{id}", this::replace)
        .delete("/notes/{id}", this::delete)
        .get("/echo/{text}", (request, _) -> Answer.ok(new Echo(request.parameter("text"))))
        .get("/held", this::held)
        .get("/broken", (_, _) -> fail())
        .get("/writes", (_, tx) -> Answer.ok(tx.update("DELETE FROM note")))
        .get("/slow", (_, tx) -> Answer.ok(tx.all("SELECT pg_sleep(30)").size()))
        .post("/undeclared", this::undeclared)
        .post("/late", this::late)
        .post("/rolled-back", this::rolledBack)
        .post("/swallowed", this::swallowed);
  }

  /** One text. */
  public record Echo(String text) {}

  private Answer note(Request request, Transaction tx) {
    long id = request.longParameter("id");
    return tx.one("SELECT * FROM note WHERE id = $1", id)
        .map(row -> Answer.ok(Note.of(row)))
        .orElseThrow(() -> Refusal.notFound("no such note"));
  }

  private Answer list(Request request, Transaction tx) {
    int limit = request.intQuery("limit", 1, 100, 20);
    var ids = request.longsQuery("ids", 3).toArray(Long[]::new);
    var rows =
        ids.length == 0
            ? tx.all("SELECT * FROM note ORDER BY id LIMIT $1", limit)
            : tx.all("SELECT * FROM note WHERE id = ANY($1) ORDER BY id", (Object) ids);
    return Answer.ok(rows.stream().map(Note::of).toList());
  }

  private Answer create(Request request, Transaction tx) {
    posts.incrementAndGet();
    var note = request.body(NewNote.class);
    var row =
        tx.one(
                "INSERT INTO note (text, price, due) VALUES ($1, $2, $3) RETURNING *",
                note.text(),
                note.price(),
                note.due())
            .orElseThrow();
    if (note.text().equals("slow")) {
      tx.all("SELECT pg_sleep(0.3)");
    }
    if (note.text().equals("refused")) {
      throw Refusal.unprocessable("not-wanted", "/text", "this text is not wanted");
    }
    return Answer.created("/notes/" + row.getLong("id"), Note.of(row));
  }

  private Answer replace(Request request, Transaction tx) {
    var note = request.body(NewNote.class);
    int rows =
        tx.update(
            "UPDATE note SET text = $2 WHERE id = $1", request.longParameter("id"), note.text());
    if (rows == 0) {
      throw Refusal.notFound("no such note");
    }
    return Answer.noContent();
  }

  private Answer delete(Request request, Transaction tx) {
    tx.update("DELETE FROM note WHERE id = $1", request.longParameter("id"));
    return Answer.noContent();
  }

  private Answer held(Request request, Transaction tx) {
    held.incrementAndGet();
    try {
      if (!gate.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody opened the gate");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Answer.ok(new Echo(request.path()));
  }

  private Answer undeclared(Request request, Transaction tx) {
    tx.update("INSERT INTO note (text, price) VALUES ('undeclared', 1)");
    tx.emit(new Echo("nobody knows this type"));
    return Answer.noContent();
  }

  /** Works longer than its caller waits, without asking the database. */
  private Answer late(Request request, Transaction tx) {
    tx.update("INSERT INTO note (text, price) VALUES ('late', 1)");
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(150);
    while (System.nanoTime() - until < 0) {
      Thread.onSpinWait();
    }
    return Answer.noContent();
  }

  private Answer rolledBack(Request request, Transaction tx) {
    tx.update("INSERT INTO note (text, price) VALUES ('rolled back', 1)");
    throw Refusal.conflict("changed-my-mind", "not this time");
  }

  private Answer swallowed(Request request, Transaction tx) {
    tx.update("INSERT INTO note (text, price) VALUES ('swallowed', 1)");
    try {
      tx.update("INSERT INTO note (id, text, price) VALUES (1, NULL, NULL)");
    } catch (RuntimeException _) {
      // A mistake that services make.
    }
    return Answer.noContent();
  }

  private static Answer fail() {
    throw new IllegalStateException("secret of the house");
  }
}
