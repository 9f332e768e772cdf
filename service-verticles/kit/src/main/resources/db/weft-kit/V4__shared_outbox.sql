-- Several relays share the outbox by partitions of the keys, and SQL alone keeps the order of a key.

-- Whoever emits takes the locks of its keys, in sorted order, before the messages get their places,
-- and has them until COMMIT. Then the order of places within a key is the order of commits. Very many
-- keys would fill the server's lock table: then one lock is taken that all others share.
CREATE FUNCTION weft_lock(keys text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  weft      CONSTANT integer := 1464157780;
  all_keys  CONSTANT integer := -2147483648;
  hashes    integer[];
  hash      integer;
BEGIN
  IF cardinality(keys) = 1 THEN -- as nearly always, and without a query it costs a third
    PERFORM pg_advisory_xact_lock_shared(weft, all_keys),
            pg_advisory_xact_lock(weft, greatest(hashtext(keys[1]), all_keys + 1));
    RETURN;
  END IF;
  hashes := ARRAY(
    SELECT DISTINCT greatest(hashtext(k), all_keys + 1) FROM unnest(keys) AS k ORDER BY 1);
  IF cardinality(hashes) > 256 THEN
    PERFORM pg_advisory_xact_lock(weft, all_keys);
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock_shared(weft, all_keys);
  FOREACH hash IN ARRAY hashes LOOP
    PERFORM pg_advisory_xact_lock(weft, hash);
  END LOOP;
END $$;

-- The place of a message in the outbox. Drawn under the lock, so no column default can do it: a
-- default is drawn before a trigger could take the lock.
CREATE SEQUENCE weft_outbox_place OWNED BY weft_outbox.id;
SELECT setval('weft_outbox_place', nextval(pg_get_serial_sequence('weft_outbox', 'id')));
ALTER TABLE weft_outbox ALTER COLUMN id DROP IDENTITY;

CREATE FUNCTION weft_outbox_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM weft_lock(ARRAY[NEW.key]);
  NEW.id := nextval('weft_outbox_place');
  RETURN NEW;
END $$;

-- For an INSERT that says nothing of locks and places.
CREATE TRIGGER weft_outbox_place BEFORE INSERT ON weft_outbox
  FOR EACH ROW WHEN (NEW.id IS NULL) EXECUTE FUNCTION weft_outbox_place();

ALTER TABLE weft_outbox
  ADD COLUMN partition smallint GENERATED ALWAYS AS ((hashtext(key) & 15)::smallint) STORED;

-- A relay looks for the lowest rows of each type in its partitions, and past a type that waits.
DROP INDEX weft_outbox_type;
CREATE INDEX weft_outbox_partition ON weft_outbox (partition, type, id);

-- Relays of an earlier version find no lease any more and stop.
DROP TABLE weft_relay;

-- The relays that are there: each aims at a fair share of the partitions. Times are the database's.
CREATE TABLE weft_relay (
  holder  text PRIMARY KEY,
  until   timestamptz NOT NULL
) WITH (fillfactor = 20);

-- Who relays a partition. The epoch goes up with every change of hands; what was begun under an
-- older one writes nothing.
CREATE TABLE weft_partition (
  partition  smallint PRIMARY KEY,
  holder     text NOT NULL DEFAULT '',
  epoch      bigint NOT NULL DEFAULT 0,
  until      timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 20);

INSERT INTO weft_partition (partition) SELECT generate_series(0, 15);

-- What the broker has of each type since this table is there: counted by the statement that deletes.
CREATE TABLE weft_published (
  type     text PRIMARY KEY,
  count    bigint NOT NULL,
  last_at  timestamptz NOT NULL
) WITH (fillfactor = 20);

-- Emits a message in one call, from any language. Refuses what is no JSON.
CREATE FUNCTION weft_emit(
  type text, key text, payload text, version integer DEFAULT 1,
  traceparent text DEFAULT NULL, tracestate text DEFAULT NULL)
RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
  PERFORM payload::json;
  RETURN weft_emit(type, key, convert_to(payload, 'UTF8'), 'application/json', version,
                   traceparent, tracestate);
END $$;

CREATE FUNCTION weft_emit(
  type text, key text, payload jsonb, version integer DEFAULT 1,
  traceparent text DEFAULT NULL, tracestate text DEFAULT NULL)
RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
  RETURN weft_emit(type, key, convert_to(payload::text, 'UTF8'), 'application/json', version,
                   traceparent, tracestate);
END $$;

-- The same for bytes of any content type.
CREATE FUNCTION weft_emit(
  type text, key text, payload bytea, content_type text, version integer DEFAULT 1,
  traceparent text DEFAULT NULL, tracestate text DEFAULT NULL)
RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  message uuid := gen_random_uuid(); -- RETURNING would need the right to read the outbox
BEGIN
  PERFORM weft_lock(ARRAY[key]);
  INSERT INTO weft_outbox
         (id, message_id, type, version, key, payload, content_type, traceparent, tracestate)
  VALUES (nextval('weft_outbox_place'), message, type, version, key, payload, content_type,
          traceparent, tracestate);
  RETURN message;
END $$;
