-- Claims that turned out to be one, reviews that settle others or carry a signature made with a key, and commands taken back.
ALTER TABLE claim ADD COLUMN merged_into TEXT REFERENCES claim (uid);
ALTER TABLE review ADD COLUMN settles TEXT;
ALTER TABLE review ADD COLUMN signed TEXT;
-- Made anew with one word more: SQLite changes no CHECK of a table that is there.
CREATE TABLE event_before AS SELECT * FROM event;
DROP TABLE event;
CREATE TABLE event (
  writer     TEXT NOT NULL,
  seq        INTEGER NOT NULL CHECK (seq > 0),
  at         TEXT NOT NULL,
  who        TEXT NOT NULL,
  command    TEXT NOT NULL,
  entity     TEXT NOT NULL,
  "row"      TEXT NOT NULL,
  action     TEXT NOT NULL CHECK (action IN ('add', 'edit', 'withdraw')),
  before     TEXT,
  after      TEXT,
  reason     TEXT,
  row_sha256 TEXT NOT NULL,
  previous   TEXT NOT NULL,
  hash       TEXT NOT NULL,
  format     INTEGER CHECK (format > 1),
  rank       INTEGER CHECK (rank > 0),
  operator   TEXT,
  stated_on  TEXT,
  seen       TEXT,
  undoes     TEXT,
  began      INTEGER CHECK (began > 0),
  PRIMARY KEY (writer, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO event SELECT
  writer, seq, at, who, command, entity, "row", action, before, after, reason, row_sha256, previous, hash, format, rank,
  operator, stated_on, seen, NULL, NULL
FROM event_before ORDER BY writer, seq;
DROP TABLE event_before;
CREATE INDEX event_row ON event ("row");
CREATE INDEX event_seen ON event (writer, seq) WHERE seen IS NOT NULL;
-- Whether a reference is cited is read out of the index alone, which is made anew with the state in it.
DROP INDEX citation_reference;
