-- What is retired, who a person is, which record a waiver is about, and citations that two desks added.
ALTER TABLE article ADD COLUMN retired_on TEXT;
ALTER TABLE person ADD COLUMN declared_id TEXT;
ALTER TABLE person ADD COLUMN merged_into TEXT REFERENCES person (uid);
ALTER TABLE person ADD COLUMN retired_on TEXT;
ALTER TABLE reference ADD COLUMN retired_on TEXT;
ALTER TABLE reading ADD COLUMN retired_on TEXT;
ALTER TABLE waiver ADD COLUMN record TEXT;
ALTER TABLE waiver ADD COLUMN retired_on TEXT;
CREATE INDEX work_merged ON work (merged_into) WHERE merged_into IS NOT NULL;
-- Made anew without its own UNIQUE: a citation that two desks added stands twice, and one of them counts.
CREATE TABLE citation_before AS
SELECT uid, claim, reference, origin, state, score, strength, because, note FROM citation;
DROP TABLE citation;
CREATE TABLE citation (
  uid       TEXT PRIMARY KEY,
  claim     TEXT NOT NULL REFERENCES claim (uid),
  reference TEXT NOT NULL REFERENCES reference (uid),
  origin    TEXT NOT NULL CHECK (origin IN ('article', 'catalogue', 'tool', 'person')),
  state     TEXT NOT NULL CHECK (state IN ('suggested', 'asserted', 'rejected')),
  score     REAL CHECK (score BETWEEN 0 AND 1),
  strength  TEXT CHECK (strength IN ('strong', 'fair', 'weak')),
  because   TEXT NOT NULL,
  note      TEXT,
  merged_into TEXT REFERENCES citation (uid)
) STRICT;
INSERT INTO citation (uid, claim, reference, origin, state, score, strength, because, note)
SELECT uid, claim, reference, origin, state, score, strength, because, note FROM citation_before;
DROP TABLE citation_before;
CREATE UNIQUE INDEX citation_pair ON citation (claim, reference) WHERE merged_into IS NULL;
CREATE INDEX citation_reference ON citation (reference);
