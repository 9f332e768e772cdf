-- Answers to requests with an Idempotency-Key, written in the request's own transaction.
CREATE TABLE weft_idempotency (
    key         text        PRIMARY KEY,
    fingerprint bytea       NOT NULL,
    status      int         NOT NULL,
    headers     text[]      NOT NULL, -- name, value, name, value, ...
    body        bytea       NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX weft_idempotency_created_at ON weft_idempotency (created_at);

-- One row when the first load has committed.
CREATE TABLE weft_first_load (
    only_one  boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
    loaded_at timestamptz NOT NULL DEFAULT now()
);
