-- Messages on their way out. Rows are inserted and deleted, never updated, and the order of ids
-- within a key is the order of commits: whoever inserts holds the key's advisory lock until COMMIT.
CREATE TABLE weft_outbox (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id    uuid NOT NULL DEFAULT gen_random_uuid(),
  type          text NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  key           text NOT NULL,
  payload       bytea NOT NULL,
  content_type  text NOT NULL DEFAULT 'application/json',
  traceparent   text,
  tracestate    text,
  emitted_at    timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (
  -- A table that fills and empties all day: clean it by the row, not by a share of its size.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2000,
  autovacuum_vacuum_cost_delay = 0
);

-- Who may relay. The epoch goes up with every change of hands; what was begun under an older one
-- writes nothing. Times are the database's.
CREATE TABLE weft_relay (
  name    text PRIMARY KEY,
  holder  text NOT NULL DEFAULT '',
  epoch   bigint NOT NULL DEFAULT 0,
  until   timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 20);

INSERT INTO weft_relay (name) VALUES ('outbox');

-- What a subscription has handled, in the same transaction as the effect.
CREATE TABLE weft_inbox (
  subscription  text NOT NULL,
  source        text NOT NULL,
  id            text NOT NULL,
  handled_at    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (subscription, source, id)
);

CREATE INDEX weft_inbox_handled_at ON weft_inbox USING brin (handled_at);

-- Messages that somebody has to look at. The subscription is 'outbox' for those that could not be
-- published.
CREATE TABLE weft_dead_letter (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription  text NOT NULL,
  source        text NOT NULL,
  message_id    text NOT NULL,
  type          text NOT NULL,
  version       integer,
  key           text,
  payload       bytea NOT NULL,
  content_type  text,
  properties    jsonb NOT NULL DEFAULT '{}',
  reason        text NOT NULL,
  attempts      integer NOT NULL,
  trace_id      text,
  dead_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE (subscription, source, message_id)
);
