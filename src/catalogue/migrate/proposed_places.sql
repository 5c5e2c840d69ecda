-- Made anew with one word more: SQLite changes no CHECK of a table that is there.
CREATE TABLE occurrence_before AS SELECT * FROM occurrence;
DROP TABLE occurrence;
CREATE TABLE occurrence (
  uid     TEXT PRIMARY KEY,
  claim   TEXT NOT NULL REFERENCES claim (uid),
  article TEXT NOT NULL REFERENCES article (uid),
  version INTEGER NOT NULL,
  exact   TEXT NOT NULL CHECK (exact <> '' AND instr(exact, char(0)) = 0),
  prefix  TEXT NOT NULL,
  suffix  TEXT NOT NULL,
  "start" INTEGER NOT NULL CHECK ("start" >= 0),
  "end"   INTEGER NOT NULL CHECK ("end" >= "start"),
  count   INTEGER NOT NULL CHECK (count > 0),
  state   TEXT NOT NULL CHECK (state IN ('exact', 'moved', 'changed', 'ambiguous', 'orphaned', 'confirmed', 'proposed')),
  exact_with_markers TEXT,
  heads   TEXT
) STRICT;
INSERT INTO occurrence SELECT
  uid, claim, article, version, exact, prefix, suffix, "start", "end", count, state, exact_with_markers, heads
FROM occurrence_before;
DROP TABLE occurrence_before;
CREATE INDEX occurrence_claim ON occurrence (claim);
CREATE INDEX occurrence_article ON occurrence (article, "start");
