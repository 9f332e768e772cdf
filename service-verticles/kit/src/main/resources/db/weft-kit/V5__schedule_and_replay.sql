-- Messages that are due later: the holder of their key's partition moves them into the outbox.
CREATE TABLE weft_schedule (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  due           timestamptz NOT NULL,
  place         bigint GENERATED ALWAYS AS IDENTITY,
  type          text NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  key           text NOT NULL,
  payload       bytea NOT NULL,
  content_type  text NOT NULL DEFAULT 'application/json',
  traceparent   text,
  tracestate    text,
  partition     smallint GENERATED ALWAYS AS ((hashtext(key) & 15)::smallint) STORED
) WITH (
  -- Filled and emptied all day, like the outbox.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_cost_delay = 0
);

CREATE INDEX weft_schedule_due ON weft_schedule (partition, due, place);

-- Moves what is due in the partitions whose leases hold, in the order in which it is due, and says
-- in how many milliseconds the next will be. What somebody is about to cancel is left alone, and so
-- is what is due after it in its key. Locks come in the order of an emitter: first keys, then rows.
CREATE FUNCTION weft_schedule_move(
  partitions integer[], epochs bigint[], most integer,
  OUT moved integer, OUT next_in double precision)
LANGUAGE plpgsql AS $$
DECLARE
  now_is  timestamptz := clock_timestamp();
  ids     uuid[];
  keys    text[];
  held    smallint[];
BEGIN
  moved := 0;
  SELECT array_agg(due_now.id), array_agg(DISTINCT due_now.key) INTO ids, keys
    FROM (SELECT lowest.*
            FROM unnest(partitions) AS mine (partition) CROSS JOIN LATERAL (
              SELECT s.id, s.key, s.due, s.place FROM weft_schedule AS s
               WHERE s.partition = mine.partition AND s.due <= now_is
               ORDER BY s.due, s.place LIMIT most) AS lowest
           ORDER BY lowest.due, lowest.place LIMIT most) AS due_now;
  IF ids IS NOT NULL THEN
    held := ARRAY(
      SELECT lease.partition
        FROM weft_partition AS lease
        JOIN unnest(partitions, epochs) AS mine (partition, epoch)
          ON lease.partition = mine.partition AND lease.epoch = mine.epoch
       WHERE lease.until > clock_timestamp() FOR KEY SHARE OF lease);
    PERFORM weft_lock(keys);
    WITH seen AS MATERIALIZED (
      SELECT s.id, s.key, s.due, s.place FROM weft_schedule AS s
       WHERE s.id = ANY (ids) AND s.partition = ANY (held)),
    free AS MATERIALIZED (
      SELECT s.id FROM weft_schedule AS s
       WHERE s.id = ANY (ids) AND s.partition = ANY (held) FOR UPDATE SKIP LOCKED),
    gone AS (
      DELETE FROM weft_schedule AS s USING seen
       WHERE s.id = seen.id AND s.id IN (SELECT free.id FROM free)
         AND NOT EXISTS (
           SELECT FROM seen AS earlier
            WHERE earlier.key = seen.key AND (earlier.due, earlier.place) < (seen.due, seen.place)
              AND earlier.id NOT IN (SELECT free.id FROM free))
      RETURNING s.*)
    INSERT INTO weft_outbox
           (id, message_id, type, version, key, payload, content_type, traceparent, tracestate)
    SELECT nextval('weft_outbox_place'), o.id, o.type, o.version, o.key, o.payload,
           o.content_type, o.traceparent, o.tracestate
      FROM (SELECT * FROM gone ORDER BY gone.due, gone.place) AS o;
    GET DIAGNOSTICS moved = ROW_COUNT;
  END IF;
  SELECT extract(epoch FROM min(first.due) - clock_timestamp()) * 1000 INTO next_in
    FROM unnest(partitions) AS mine (partition) CROSS JOIN LATERAL (
      SELECT s.due FROM weft_schedule AS s WHERE s.partition = mine.partition
       ORDER BY s.due LIMIT 1) AS first;
END $$;

-- What the broker has got, for as long as the service keeps it: one partition for each day of UTC.
CREATE TABLE weft_sent (
  id            bigint NOT NULL,
  partition     smallint NOT NULL,
  message_id    uuid NOT NULL,
  type          text NOT NULL,
  version       integer NOT NULL,
  key           text NOT NULL,
  payload       bytea NOT NULL,
  content_type  text NOT NULL,
  traceparent   text,
  tracestate    text,
  emitted_at    timestamptz NOT NULL,
  sent_at       timestamptz NOT NULL
) PARTITION BY RANGE (sent_at);

CREATE INDEX weft_sent_place ON weft_sent (type, partition, id);

-- Makes the days to come and drops those that are over for longer than is kept. NULL keeps nothing
-- and makes nothing; but what is not over stays, as another relay may still keep.
CREATE FUNCTION weft_sent_days(keep interval) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  now_is  timestamptz := clock_timestamp();
  today   date := (now_is AT TIME ZONE 'UTC')::date;
  day     date;
  name    text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('weft_sent_days', 0));
  IF keep IS NOT NULL THEN
    FOR ahead IN 0..2 LOOP
      day := today + ahead;
      name := 'weft_sent_' || to_char(day, 'YYYYMMDD');
      IF to_regclass(name) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF weft_sent FOR VALUES FROM (%L) TO (%L)', name,
                       day::timestamp AT TIME ZONE 'UTC', (day + 1)::timestamp AT TIME ZONE 'UTC');
      END IF;
    END LOOP;
  END IF;
  FOR name IN
    SELECT child.relname FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
     WHERE inhparent = 'weft_sent'::regclass
  LOOP
    day := to_date(right(name, 8), 'YYYYMMDD');
    IF (day + 1)::timestamp AT TIME ZONE 'UTC' <= now_is - coalesce(keep, '0') THEN
      EXECUTE format('DROP TABLE %I', name);
    END IF;
  END LOOP;
END $$;

-- Who wants kept messages again: all of a type that were emitted in a time, for one subscription.
CREATE TABLE weft_replay (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  type      text NOT NULL,
  service   text NOT NULL,
  since     timestamptz NOT NULL,
  until     timestamptz NOT NULL DEFAULT clock_timestamp(),
  asked_by  text NOT NULL,
  asked_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- How far it is, for each partition of the keys.
CREATE TABLE weft_replay_partition (
  replay     bigint NOT NULL REFERENCES weft_replay ON DELETE CASCADE,
  partition  smallint NOT NULL,
  cursor     bigint NOT NULL DEFAULT 0,
  sent       bigint NOT NULL DEFAULT 0,
  refused    bigint NOT NULL DEFAULT 0,
  stuck_at   timestamptz NOT NULL DEFAULT '-infinity', -- when something was in the way last
  done_at    timestamptz,
  PRIMARY KEY (replay, partition)
);

CREATE INDEX weft_replay_open ON weft_replay_partition (partition, replay) WHERE done_at IS NULL;

CREATE FUNCTION weft_replay_partitions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO weft_replay_partition (replay, partition) SELECT NEW.id, generate_series(0, 15);
  RETURN NULL;
END $$;

CREATE TRIGGER weft_replay_partitions AFTER INSERT ON weft_replay
  FOR EACH ROW EXECUTE FUNCTION weft_replay_partitions();
