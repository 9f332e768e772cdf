-- Keys of the subjects that encrypted fields of messages are about, each encrypted by a master key.
-- To delete a subject's rows is to forget what was ever encrypted with them.
CREATE TABLE weft_key (
  id          uuid PRIMARY KEY,
  subject     text NOT NULL,
  wrapped     text NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX weft_key_subject ON weft_key (subject, created_at DESC);
