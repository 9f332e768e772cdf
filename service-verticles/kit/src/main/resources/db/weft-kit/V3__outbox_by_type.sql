-- A type that nobody takes may have a million rows. The relay looks past them without reading them.
CREATE INDEX weft_outbox_type ON weft_outbox (type, id);
