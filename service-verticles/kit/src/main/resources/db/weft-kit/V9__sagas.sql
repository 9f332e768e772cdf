-- Long-running processes: where each is, and what would undo the steps that it has taken.
CREATE TABLE weft_saga (
  saga           text NOT NULL,
  key            text NOT NULL,
  state          text NOT NULL,
  data           jsonb NOT NULL,
  started_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  entered_at     timestamptz NOT NULL DEFAULT clock_timestamp(), -- its state
  timeout_id     uuid,        -- of the scheduled message that ends the waiting in this state
  timeout_at     timestamptz, -- when that is due
  compensations  jsonb NOT NULL DEFAULT '[]', -- [{type, version, data}], in the order of the steps
  reason         text,        -- why its steps were undone
  ended_at       timestamptz,
  PRIMARY KEY (saga, key)
) WITH (fillfactor = 70);

-- For those who look after them: a table of years has few that have not ended.
CREATE INDEX weft_saga_open ON weft_saga (saga, state, entered_at) WHERE ended_at IS NULL;

CREATE INDEX weft_saga_ended ON weft_saga (ended_at) WHERE ended_at IS NOT NULL;
