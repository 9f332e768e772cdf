-- What an operator does to many dead letters is done batch by batch, in this order.
CREATE INDEX weft_dead_letter_position ON weft_dead_letter (position);

-- What operators did to dead letters.
CREATE TABLE weft_dead_letter_audit (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  who      text NOT NULL,
  act      text NOT NULL,   -- redrive, discard
  filter   jsonb NOT NULL,
  count    integer NOT NULL -- of dead letters touched so far
);

-- What is no longer in the tables of messages and still counts.
CREATE TABLE weft_subscription_count (
  subscription       text PRIMARY KEY,
  purged             bigint NOT NULL DEFAULT 0, -- rows of the inbox
  discarded          bigint NOT NULL DEFAULT 0, -- dead letters
  discarded_unnamed  bigint NOT NULL DEFAULT 0  -- of these, dead letters that the inbox never knew
);
