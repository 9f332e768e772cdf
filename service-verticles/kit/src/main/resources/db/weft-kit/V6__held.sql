-- Keys that are not handled as they arrive, because a message of theirs has failed. Whoever works on
-- a key has its row locked; one that parks a message shares the row, and waits for nobody but the
-- one who is about to delete it.
CREATE TABLE weft_held_key (
  subscription  text NOT NULL,
  key           text NOT NULL,
  next_try_at   timestamptz NOT NULL, -- of its first message; infinity: behind a dead letter
  PRIMARY KEY (subscription, key)
) WITH (
  fillfactor = 50,
  -- Filled and emptied all day, like the outbox.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_cost_delay = 0
);

CREATE INDEX weft_held_key_due ON weft_held_key (next_try_at);

-- Where a message stands in its key. Kept for life: a dead letter that is redriven goes back to it.
CREATE SEQUENCE weft_position;

-- Messages that wait for their next attempt, and those parked behind them.
CREATE TABLE weft_held (
  position      bigint PRIMARY KEY DEFAULT nextval('weft_position'),
  subscription  text NOT NULL,
  key           text NOT NULL,
  source        text NOT NULL,
  message_id    text NOT NULL,
  named         boolean NOT NULL,               -- has an id of its sender's, so the inbox knows it
  redriven      boolean NOT NULL DEFAULT false, -- was a dead letter, so the inbox knows it already
  type          text NOT NULL,
  version       integer,
  payload       bytea NOT NULL,
  content_type  text,
  properties    jsonb NOT NULL,
  traceparent   text NOT NULL,
  attempts      integer NOT NULL,
  reason        text,                           -- of the last attempt that failed
  stack_digest  text,
  held_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (subscription, source, message_id),
  FOREIGN KEY (subscription, key) REFERENCES weft_held_key
) WITH (
  -- Filled and emptied all day, like the outbox.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_cost_delay = 0
);

CREATE INDEX weft_held_in_key ON weft_held (subscription, key, position);

ALTER TABLE weft_dead_letter
  ADD COLUMN position     bigint NOT NULL DEFAULT nextval('weft_position'),
  ADD COLUMN named        boolean NOT NULL DEFAULT true,
  ADD COLUMN holds        boolean NOT NULL DEFAULT false, -- its key waits for what becomes of it
  ADD COLUMN stack_digest text;

-- Keys are indexed from now on: see what the inbox does with long ones.
UPDATE weft_dead_letter SET key = message_id WHERE key IS NULL;
UPDATE weft_dead_letter SET key = 'sha256:' || encode(sha256(convert_to(key, 'UTF8')), 'hex')
 WHERE subscription <> 'outbox' AND octet_length(key) > 512;

CREATE INDEX weft_dead_letter_holding ON weft_dead_letter (subscription, key, position) WHERE holds;

-- Lets a key go on with its first message, unless a dead letter before it holds the key; forgets a key
-- with nothing left. A pause before the next attempt stays as long as it is. Call it after all other changes to the key: it waits for those who share it.
CREATE FUNCTION weft_release_key(of_subscription text, of_key text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  first   bigint;
  holding bigint;
BEGIN
  PERFORM FROM weft_held_key WHERE subscription = of_subscription AND key = of_key FOR UPDATE;
  SELECT position INTO first FROM weft_held
   WHERE subscription = of_subscription AND key = of_key ORDER BY position LIMIT 1;
  SELECT position INTO holding FROM weft_dead_letter
   WHERE subscription = of_subscription AND key = of_key AND holds ORDER BY position LIMIT 1;
  IF first IS NULL AND holding IS NULL THEN
    DELETE FROM weft_held_key WHERE subscription = of_subscription AND key = of_key;
  ELSE
    UPDATE weft_held_key
       SET next_try_at =
             CASE WHEN holding < first OR first IS NULL THEN 'infinity'
                  WHEN next_try_at = 'infinity' THEN clock_timestamp()
                  ELSE next_try_at END
     WHERE subscription = of_subscription AND key = of_key;
  END IF;
END
$$;
