package dev.weft.kit.messaging.outbox;

import dev.weft.kit.messaging.TestDatabase;
import io.vertx.sqlclient.SqlConnection;

/** Keeps every DELETE from the outbox waiting until it is opened. */
public final class DeleteGate {

  private final SqlConnection holder;

  public DeleteGate(TestDatabase database) {
    database
        .admin()
        .query(
            """
            CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS
              'BEGIN PERFORM pg_advisory_xact_lock_shared(7, 7); RETURN NULL; END';
            CREATE TRIGGER gate BEFORE DELETE ON weft_outbox
              FOR EACH STATEMENT EXECUTE FUNCTION gate()\
            """)
        .execute()
        .await();
    holder = database.admin().getConnection().await();
    holder.query("SELECT pg_advisory_lock(7, 7)").execute().await();
  }

  /** Ends the sessions that wait, as if their process had been killed. */
  public void killWhoWaits() {
    holder
        .query(
            """
            SELECT pg_terminate_backend(pid) FROM pg_locks
             WHERE locktype = 'advisory' AND classid = 7 AND NOT granted\
            """)
        .execute()
        .await();
  }

  public void open() {
    holder.query("SELECT pg_advisory_unlock(7, 7)").execute().await();
    holder.close();
  }
}
