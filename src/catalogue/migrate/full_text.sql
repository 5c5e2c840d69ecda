-- Made anew with one word more: SQLite changes no CHECK of a table that is there.
CREATE TABLE observation_before AS SELECT * FROM observation;
DROP TABLE observation;
CREATE TABLE observation (
  uid            TEXT PRIMARY KEY,
  service        TEXT NOT NULL,
  subject        TEXT NOT NULL CHECK (subject IN ('exists', 'metadata', 'notices', 'page', 'full-text')),
  scheme         TEXT NOT NULL,
  identifier     TEXT NOT NULL CHECK (instr(identifier, char(0)) = 0),
  answer         TEXT NOT NULL,
  body_sha256    TEXT,
  first_asked_at TEXT NOT NULL,
  asked_at       TEXT NOT NULL
) STRICT;
INSERT INTO observation SELECT
  uid, service, subject, scheme, identifier, answer, body_sha256, first_asked_at, asked_at
FROM observation_before;
DROP TABLE observation_before;
