-- The inbox is counted as it grows, and not from its beginning each time. A row draws its place when
-- its transaction has locked the table already: once all who hold that lock have gone, no row below the
-- last place that they may have drawn is missing any more.
ALTER TABLE weft_inbox ADD COLUMN place bigint;
CREATE SEQUENCE weft_inbox_place OWNED BY weft_inbox.place;
ALTER TABLE weft_inbox ALTER COLUMN place SET DEFAULT nextval('weft_inbox_place');
CREATE INDEX weft_inbox_place_key ON weft_inbox (place) WHERE place IS NOT NULL;

-- Rows of the inbox up to this place are counted in weft_book.
CREATE TABLE weft_inbox_mark (
  counted_to  bigint NOT NULL
);

INSERT INTO weft_inbox_mark VALUES (0);

-- What came in on a subscription, by the source of a publisher that tells its books; '' is all others.
CREATE TABLE weft_book (
  subscription  text NOT NULL,
  source        text NOT NULL,
  entered       bigint NOT NULL DEFAULT 0, -- rows of the inbox up to the mark, those purged too
  opening       bigint,                    -- published that never had to come in; null: not known yet
  replayed      bigint NOT NULL DEFAULT 0, -- sent again, of which these books know
  PRIMARY KEY (subscription, source)
) WITH (fillfactor = 50);

INSERT INTO weft_book (subscription, source, entered)
SELECT subscription, '', sum(entered)
  FROM (SELECT subscription, count(*) AS entered FROM weft_inbox GROUP BY subscription
        UNION ALL SELECT subscription, purged FROM weft_subscription_count) AS before
 GROUP BY subscription;

-- Each time an opening was set.
CREATE TABLE weft_book_audit (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at            timestamptz NOT NULL DEFAULT clock_timestamp(),
  who           text NOT NULL,
  act           text NOT NULL,  -- first rest, replay, open
  subscription  text NOT NULL,
  source        text NOT NULL,
  before        bigint,
  after         bigint
);

-- How many messages of a type replays have ever sent to a service; cancelled ones count.
CREATE TABLE weft_replayed (
  type     text NOT NULL,
  service  text NOT NULL,
  count    bigint NOT NULL,
  PRIMARY KEY (type, service)
) WITH (fillfactor = 50);

CREATE FUNCTION weft_replayed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO weft_replayed AS before (type, service, count)
  SELECT asked.type, asked.service, NEW.sent - OLD.sent
    FROM weft_replay AS asked WHERE asked.id = NEW.replay
  ON CONFLICT (type, service) DO UPDATE SET count = before.count + excluded.count;
  RETURN NULL;
END $$;

CREATE TRIGGER weft_replayed AFTER UPDATE OF sent ON weft_replay_partition
  FOR EACH ROW WHEN (NEW.sent > OLD.sent) EXECUTE FUNCTION weft_replayed();

INSERT INTO weft_replayed (type, service, count)
SELECT asked.type, asked.service, sum(part.sent)
  FROM weft_replay AS asked JOIN weft_replay_partition AS part ON part.replay = asked.id
 GROUP BY asked.type, asked.service;

-- To count what is scheduled by type.
CREATE INDEX weft_schedule_type ON weft_schedule (type);
