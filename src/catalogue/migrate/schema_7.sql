-- The whole catalogue: claim → citation → reference → work → what the registries say.
--
-- Every row has a uid (UUIDv7) that never changes. People see addresses instead: article.key, key/cN, key/rN, work.key.
-- Closed word lists stand in CHECKs; docs/data-model.md says what each word means. Text never holds NUL, since
-- length() would stop there. Nothing is deleted: things are retired, rejected, dismissed, marked, or moved to `withdrawn`.
-- No SQL function newer than SQLite 3.37 is used here, so that the sqlite3 of a stable distribution can read the file.

PRAGMA application_id = 1129071179; -- "CLBK"
PRAGMA user_version = 7;

-- What belongs to this file and not to its contents: the writer of its event chain, when and by what it was made.
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- In which order events reached the hub of a team, as this file's desk was handed them: runs of one writer's. It belongs to the
-- file, too.
CREATE TABLE arrival (
  number INTEGER PRIMARY KEY CHECK (number > 0), -- of the first one, in the order of arrival
  writer TEXT NOT NULL,
  seq    INTEGER NOT NULL CHECK (seq > 0), -- of the first one
  events INTEGER NOT NULL CHECK (events > 0)
) STRICT;

-- A published text.
CREATE TABLE article (
  uid              TEXT PRIMARY KEY,
  key              TEXT NOT NULL UNIQUE CHECK (key <> '' AND instr(key, char(0)) = 0 AND instr(key, '/') = 0),
  title            TEXT NOT NULL CHECK (instr(title, char(0)) = 0),
  url              TEXT,
  publisher        TEXT,
  language         TEXT NOT NULL,
  updated_on       TEXT, -- 2025, 2025-06 or 2025-06-30
  last_reviewed_on TEXT,
  retired_on       TEXT -- out of lists, the gate and exports since; NULL while it is published
) STRICT;

-- Somebody who writes, reviews or approves. Never a patient.
CREATE TABLE person (
  uid         TEXT PRIMARY KEY,
  name        TEXT NOT NULL CHECK (name <> '' AND instr(name, char(0)) = 0),
  credentials TEXT,
  contact     TEXT,
  declared_id TEXT, -- an ORCID iD, a mail address or a key: what tells this person from others of the name
  merged_into TEXT REFERENCES person (uid), -- the person it turned out to be
  retired_on  TEXT
) STRICT;
CREATE INDEX person_name ON person (name);

-- A person's part in an article, as printed there.
CREATE TABLE article_person (
  uid      TEXT PRIMARY KEY,
  article  TEXT NOT NULL REFERENCES article (uid),
  person   TEXT NOT NULL REFERENCES person (uid),
  role     TEXT NOT NULL CHECK (role IN ('author', 'reviewer', 'editor')),
  position INTEGER NOT NULL,
  UNIQUE (article, person, role)
) STRICT;

-- One import of an article's wording: the bytes as they were, and the text that anchors count in.
CREATE TABLE version (
  uid         TEXT PRIMARY KEY,
  article     TEXT NOT NULL REFERENCES article (uid),
  n           INTEGER NOT NULL CHECK (n > 0),
  sha256      TEXT NOT NULL CHECK (length(sha256) = 64),
  text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64),
  imported_at TEXT NOT NULL,
  source      TEXT, -- relative to the catalogue's folder
  reader      TEXT NOT NULL,
  encoding    TEXT NOT NULL,
  original    BLOB NOT NULL,
  text        TEXT NOT NULL CHECK (instr(text, char(0)) = 0),
  blocks      TEXT NOT NULL, -- JSON: kind, section, place and origin of each block
  UNIQUE (article, n)
) STRICT;
CREATE INDEX version_source ON version (source) WHERE source IS NOT NULL;
CREATE INDEX version_text ON version (text_sha256);

-- One checkable proposition.
CREATE TABLE claim (
  id        INTEGER PRIMARY KEY, -- for the full-text index alone
  uid       TEXT NOT NULL UNIQUE,
  article   TEXT NOT NULL REFERENCES article (uid), -- its home, which only names it
  serial    INTEGER NOT NULL CHECK (serial > 0),
  statement TEXT NOT NULL CHECK (statement <> '' AND instr(statement, char(0)) = 0),
  kind      TEXT NOT NULL CHECK (kind IN ('prevalence', 'risk', 'mechanism', 'benefit', 'harm', 'recommendation',
              'diagnosis', 'prognosis', 'source-description', 'outcome', 'context')),
  status    TEXT NOT NULL CHECK (status IN ('proposed', 'accepted', 'dismissed', 'retired')),
  section   TEXT NOT NULL,
  because   TEXT NOT NULL, -- JSON array of reasons
  confidence TEXT CHECK (confidence IN ('sure', 'likely')), -- of the proposal; NULL where a person put the claim in
  merged_into TEXT REFERENCES claim (uid), -- the claim it turned out to be; its address leads there
  name      TEXT GENERATED ALWAYS AS ('c' || (serial % 1000000)
    || substr('abcdefghjkmnpqrstuvwxyz', ((serial / 1000000 - 1) / 23 - 1) / 23, 1)
    || substr('abcdefghjkmnpqrstuvwxyz', ((serial / 1000000 - 1) / 23 - 1) % 23 + 1, 1)
    || substr('abcdefghjkmnpqrstuvwxyz', (serial / 1000000 - 1) % 23 + 1, 1)) VIRTUAL, -- c7; c7b where a team's desk b gave it
  UNIQUE (article, serial)
) STRICT;
CREATE INDEX claim_kind ON claim (kind, status);
CREATE INDEX claim_merged ON claim (merged_into) WHERE merged_into IS NOT NULL;

-- One place where a claim is worded: W3C TextQuoteSelector and TextPositionSelector.
CREATE TABLE occurrence (
  uid     TEXT PRIMARY KEY,
  claim   TEXT NOT NULL REFERENCES claim (uid),
  article TEXT NOT NULL REFERENCES article (uid),
  version INTEGER NOT NULL,
  exact   TEXT NOT NULL CHECK (exact <> '' AND instr(exact, char(0)) = 0),
  prefix  TEXT NOT NULL,
  suffix  TEXT NOT NULL,
  "start" INTEGER NOT NULL CHECK ("start" >= 0), -- Unicode code points
  "end"   INTEGER NOT NULL CHECK ("end" >= "start"),
  count   INTEGER NOT NULL CHECK (count > 0),
  state   TEXT NOT NULL CHECK (state IN ('exact', 'moved', 'changed', 'ambiguous', 'orphaned', 'confirmed', 'proposed')),
  exact_with_markers TEXT, -- as reviews signed it while markers were part of the words
  heads   TEXT -- what stood over the words: title, headings, column head, the list's lead-in
) STRICT;
CREATE INDEX occurrence_claim ON occurrence (claim);
CREATE INDEX occurrence_article ON occurrence (article, "start");

-- The thing a reference refers to, once for the whole catalogue.
CREATE TABLE work (
  id                INTEGER PRIMARY KEY, -- for the full-text index alone
  uid               TEXT NOT NULL UNIQUE,
  key               TEXT NOT NULL UNIQUE CHECK (key <> '' AND instr(key, '/') = 0),
  doi               TEXT,
  pmid              TEXT,
  pmcid             TEXT,
  isbn              TEXT,
  nbk               TEXT,
  arxiv             TEXT,
  url               TEXT,
  csl               TEXT NOT NULL, -- a CSL-JSON item
  abstract_text     TEXT,          -- its owner's copyright: out of exports unless asked for
  publication_types TEXT,
  level             INTEGER CHECK (level BETWEEN 1 AND 5), -- a person's, over the derived one
  level_reason      TEXT,
  seminal           INTEGER NOT NULL CHECK (seminal IN (0, 1)),
  superseded_by     TEXT REFERENCES work (uid),
  merged_into       TEXT REFERENCES work (uid),
  words             TEXT GENERATED ALWAYS AS ( -- what a person would search for
    key || ' ' || coalesce(json_extract(csl, '$.title'), '') || ' ' || coalesce(json_extract(csl, '$."container-title"'), '')
      || ' ' || replace(replace(replace(coalesce(json_extract(csl, '$.author'), ''), '"family":', ' '), '"given":', ' '), '"literal":', ' ')
      || ' ' || coalesce(doi, '')
  ) VIRTUAL
) STRICT;
CREATE UNIQUE INDEX work_doi ON work (doi) WHERE doi IS NOT NULL AND merged_into IS NULL;
CREATE INDEX work_pmid ON work (pmid) WHERE pmid IS NOT NULL;
CREATE INDEX work_pmcid ON work (pmcid) WHERE pmcid IS NOT NULL;
CREATE INDEX work_isbn ON work (isbn) WHERE isbn IS NOT NULL;
CREATE INDEX work_nbk ON work (nbk) WHERE nbk IS NOT NULL;
CREATE INDEX work_arxiv ON work (arxiv) WHERE arxiv IS NOT NULL;
CREATE INDEX work_url ON work (url) WHERE url IS NOT NULL;
CREATE INDEX work_superseded ON work (superseded_by) WHERE superseded_by IS NOT NULL;
CREATE INDEX work_merged ON work (merged_into) WHERE merged_into IS NOT NULL;

-- One entry of an article's list, as printed.
CREATE TABLE reference (
  uid          TEXT PRIMARY KEY,
  article      TEXT NOT NULL REFERENCES article (uid),
  serial       INTEGER NOT NULL CHECK (serial > 0),
  number       TEXT, -- as printed; lists may restart or have none
  section      TEXT NOT NULL,
  printed      TEXT NOT NULL CHECK (instr(printed, char(0)) = 0),
  doi_printed  TEXT,
  csl          TEXT NOT NULL,
  work         TEXT REFERENCES work (uid),
  last_version INTEGER, -- the last version whose list held it; NULL while it is in the newest
  retired_on   TEXT, -- taken out of the list by a person
  name         TEXT GENERATED ALWAYS AS ('r' || (serial % 1000000)
    || substr('abcdefghjkmnpqrstuvwxyz', ((serial / 1000000 - 1) / 23 - 1) / 23, 1)
    || substr('abcdefghjkmnpqrstuvwxyz', ((serial / 1000000 - 1) / 23 - 1) % 23 + 1, 1)
    || substr('abcdefghjkmnpqrstuvwxyz', (serial / 1000000 - 1) % 23 + 1, 1)) VIRTUAL, -- r7; r7b where a team's desk b gave it
  UNIQUE (article, serial)
) STRICT;
CREATE INDEX reference_work ON reference (work);

-- A claim rests, or may rest, on a reference.
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
  merged_into TEXT REFERENCES citation (uid) -- the same citation, added at another desk
) STRICT;
CREATE UNIQUE INDEX citation_pair ON citation (claim, reference) WHERE merged_into IS NULL;
CREATE INDEX citation_claim ON citation (claim, state);
CREATE INDEX citation_reference ON citation (reference, state);
CREATE INDEX citation_merged ON citation (merged_into) WHERE merged_into IS NOT NULL;

-- What a person found on reading a work for a claim. Append-only.
CREATE TABLE reading (
  uid      TEXT PRIMARY KEY,
  citation TEXT NOT NULL REFERENCES citation (uid),
  person   TEXT NOT NULL REFERENCES person (uid),
  read_on  TEXT NOT NULL,
  stance   TEXT NOT NULL CHECK (stance IN ('supports', 'partly', 'contradicts', 'background')),
  quote    TEXT,
  finding  TEXT,
  locator  TEXT,
  read_as  TEXT CHECK (read_as IN ('abstract', 'full-text')),
  retired_on TEXT -- no evidence since
) STRICT;
CREATE INDEX reading_citation ON reading (citation);

-- A person's dated verdict on a claim, with what it signed. Append-only.
CREATE TABLE review (
  uid         TEXT PRIMARY KEY,
  claim       TEXT NOT NULL REFERENCES claim (uid),
  person      TEXT NOT NULL REFERENCES person (uid),
  reviewed_on TEXT NOT NULL,
  verdict     TEXT NOT NULL CHECK (verdict IN ('supported', 'partly', 'not-supported', 'contradicted',
                'not-enough-evidence')),
  note        TEXT,
  due_on      TEXT,
  signature   TEXT NOT NULL, -- JSON: one hash a part
  settles     TEXT, -- JSON array: the uids of the reviews that differed, where this one decides between them
  signed      TEXT  -- an armoured SSH signature over what the review says and signs
) STRICT;
CREATE INDEX review_claim ON review (claim);

-- What people say to each other about a claim. It changes no state.
CREATE TABLE note (
  uid        TEXT PRIMARY KEY,
  claim      TEXT NOT NULL REFERENCES claim (uid),
  person     TEXT NOT NULL REFERENCES person (uid),
  noted_on   TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('note', 'question', 'answer')),
  text       TEXT NOT NULL CHECK (text <> '' AND instr(text, char(0)) = 0),
  answers    TEXT REFERENCES note (uid), -- the question
  retired_on TEXT -- taken back
) STRICT;
CREATE INDEX note_claim ON note (claim);

-- Who is asked to review an article, or one claim of it.
CREATE TABLE assignment (
  uid         TEXT PRIMARY KEY,
  article     TEXT NOT NULL REFERENCES article (uid),
  claim       TEXT REFERENCES claim (uid), -- NULL for the whole article
  person      TEXT NOT NULL REFERENCES person (uid),
  assigned_on TEXT NOT NULL,
  assigned_by TEXT REFERENCES person (uid),
  ended_on    TEXT
) STRICT;
CREATE INDEX assignment_article ON assignment (article);
CREATE INDEX assignment_person ON assignment (person);
CREATE INDEX assignment_claim ON assignment (claim) WHERE claim IS NOT NULL;

-- A public key by which a person's signatures are known.
CREATE TABLE person_key (
  uid        TEXT PRIMARY KEY,
  person     TEXT NOT NULL REFERENCES person (uid),
  public_key TEXT NOT NULL CHECK (public_key <> ''), -- as in a .pub file of SSH
  added_on   TEXT NOT NULL,
  retired_on TEXT
) STRICT;
CREATE INDEX person_key_person ON person_key (person);

-- One service's answer about one identifier. Append-only; an identical answer only moves asked_at.
CREATE TABLE observation (
  uid            TEXT PRIMARY KEY,
  service        TEXT NOT NULL,
  subject        TEXT NOT NULL CHECK (subject IN ('exists', 'metadata', 'notices', 'page', 'full-text')),
  scheme         TEXT NOT NULL,
  identifier     TEXT NOT NULL CHECK (instr(identifier, char(0)) = 0),
  answer         TEXT NOT NULL, -- JSON
  body_sha256    TEXT,
  first_asked_at TEXT NOT NULL,
  asked_at       TEXT NOT NULL
) STRICT;
CREATE INDEX observation_identifier ON observation (scheme, identifier, subject, asked_at);
CREATE INDEX observation_heard ON observation (service, subject, scheme, identifier, asked_at);

-- A paragraph of an article's full text, where that is open. Its owner's copyright: in no dump, no export and no event. The
-- observation that it came with has its licence and its hash, and it can be asked for anew.
CREATE TABLE passage (
  pmcid     TEXT NOT NULL, -- the article in PubMed Central
  position  INTEGER NOT NULL CHECK (position >= 0),
  section   TEXT NOT NULL,
  paragraph INTEGER NOT NULL CHECK (paragraph > 0), -- its number in the section
  text      TEXT NOT NULL CHECK (text <> '' AND instr(text, char(0)) = 0),
  PRIMARY KEY (pmcid, position)
) STRICT, WITHOUT ROWID;

-- A retraction, correction or the like, on a work.
CREATE TABLE notice (
  uid        TEXT PRIMARY KEY,
  work       TEXT NOT NULL REFERENCES work (uid),
  kind       TEXT NOT NULL CHECK (kind IN ('retraction', 'partial-retraction', 'withdrawal', 'removal', 'concern',
               'correction', 'reinstatement', 'new-version', 'other')),
  source     TEXT NOT NULL,
  noticed_on TEXT,
  doi        TEXT,
  label      TEXT
) STRICT;
CREATE INDEX notice_work ON notice (work);

-- A person's dated, reasoned, expiring acceptance of a finding.
CREATE TABLE waiver (
  uid        TEXT PRIMARY KEY,
  rule       TEXT NOT NULL,
  address    TEXT NOT NULL,
  reason     TEXT NOT NULL CHECK (reason <> ''),
  person     TEXT NOT NULL REFERENCES person (uid),
  waived_on  TEXT NOT NULL,
  expires_on TEXT NOT NULL,
  record     TEXT, -- the uid of the record at that address, which it follows wherever that goes
  retired_on TEXT, -- taken back
  fingerprint TEXT CHECK (fingerprint <> '') -- of the finding, where that is about something that only a file had
) STRICT;
CREATE INDEX waiver_record ON waiver (record) WHERE record IS NOT NULL;

-- Rows that `undo` took out of their tables: kept whole, so that nothing is lost and undoing can be undone.
CREATE TABLE withdrawn (
  uid          TEXT PRIMARY KEY, -- the row's own
  entity       TEXT NOT NULL,    -- its table
  article      TEXT,             -- its home, where it has one
  serial       INTEGER,          -- its number there, which is not given again
  withdrawn_at TEXT NOT NULL,
  "row"        TEXT NOT NULL     -- a JSON object of its columns; bytes in base64
) STRICT;
CREATE INDEX withdrawn_serial ON withdrawn (entity, article, serial);

-- What a desk decided about a record that somebody else had changed first, by the order in which events reached the hub: what
-- arrived first stands, and this is the other side until a person settles between the two.
CREATE TABLE conflict (
  uid            TEXT PRIMARY KEY,
  entity         TEXT NOT NULL, -- the record's table
  "row"          TEXT NOT NULL, -- the record
  late           TEXT,          -- JSON: the fields as they were to be; NULL where the record was to go
  standing       TEXT,          -- JSON: the same fields as they are; NULL where the record is gone
  late_event     TEXT NOT NULL, -- writer:seq
  standing_event TEXT,
  late_by        TEXT NOT NULL, -- who decided too late, as the event says
  standing_by    TEXT,
  found_at       TEXT NOT NULL,
  kept           TEXT CHECK (kept IN ('standing', 'late')), -- what a person kept; NULL while nobody has settled it
  settled_by     TEXT REFERENCES person (uid),
  settled_on     TEXT
) STRICT;
CREATE INDEX conflict_open ON conflict ("row") WHERE kept IS NULL;
CREATE INDEX conflict_late ON conflict (late_event);

-- Where each claim stands, derived from everything else and kept, so that long lists need not derive it again. It is in no dump
-- and no event, and can be made anew. What the day or the settings decide is not in it.
CREATE TABLE claim_state (
  id            INTEGER PRIMARY KEY, -- the claim's
  article       TEXT NOT NULL, -- its home
  kind          TEXT NOT NULL,
  status        TEXT NOT NULL,
  rank          INTEGER, -- its place in the queue; NULL where it does not wait
  since         TEXT,
  whose         TEXT, -- the person asked, or else the last reviewer
  assigned      INTEGER NOT NULL CHECK (assigned IN (0, 1)), -- whether that person was asked
  verdict       TEXT,
  reviewer      TEXT,
  reviewed_on   TEXT,
  due_on        TEXT, -- the reviewer's own date
  sentences     INTEGER NOT NULL, -- where its home words it
  disputed      INTEGER NOT NULL CHECK (disputed IN (0, 1)),
  cited         INTEGER NOT NULL CHECK (cited IN (0, 1)),
  verified      INTEGER NOT NULL CHECK (verified IN (0, 1)),
  stale         INTEGER NOT NULL CHECK (stale IN (0, 1)),
  holds         INTEGER NOT NULL CHECK (holds IN (0, 1)), -- accepted, judged, and waiting for nothing but the day
  reasons       TEXT NOT NULL, -- JSON: why it waits
  stale_because TEXT NOT NULL -- JSON array of what changed
) STRICT;
CREATE INDEX claim_state_rank ON claim_state (rank, since) WHERE rank IS NOT NULL;
CREATE INDEX claim_state_whose ON claim_state (whose, rank) WHERE whose IS NOT NULL;
CREATE INDEX claim_state_stale ON claim_state (stale) WHERE stale = 1;
CREATE INDEX claim_state_due ON claim_state (verdict, due_on, reviewed_on) WHERE holds = 1;
CREATE INDEX claim_state_due_on ON claim_state (due_on) WHERE holds = 1 AND due_on IS NOT NULL;
CREATE INDEX claim_state_counts ON claim_state (article, kind, status, verdict, cited, verified, disputed, stale, sentences,
  due_on, reviewed_on);

-- What has changed since: the states of the claims that rest on it are derived anew before anybody reads them.
CREATE TABLE state_change (
  what  TEXT NOT NULL, -- a table, or the scheme of an identifier
  which TEXT NOT NULL, -- a uid, or the identifier
  PRIMARY KEY (what, which)
) STRICT, WITHOUT ROWID;

-- Who changed what, when, before and after. Append-only, hash-chained per writer.
CREATE TABLE event (
  writer     TEXT NOT NULL,
  seq        INTEGER NOT NULL CHECK (seq > 0),
  at         TEXT NOT NULL,
  who        TEXT NOT NULL,
  command    TEXT NOT NULL,
  entity     TEXT NOT NULL,
  "row"      TEXT NOT NULL,
  action     TEXT NOT NULL CHECK (action IN ('add', 'edit', 'withdraw')),
  before     TEXT, -- JSON: the changed fields
  after      TEXT,
  reason     TEXT,
  row_sha256 TEXT NOT NULL,
  previous   TEXT NOT NULL,
  hash       TEXT NOT NULL,
  format     INTEGER CHECK (format > 1), -- NULL is the first
  rank       INTEGER CHECK (rank > 0),   -- greater than that of every event that was there when it was written
  operator   TEXT, -- who sat at the keyboard, beside who is named
  stated_on  TEXT, -- the day that the operator said it was, beside the clock's time
  seen       TEXT, -- JSON: the last event of each other writer that was there, where that is news
  undoes     TEXT, -- of an undo: the event that this one takes back, as writer:seq
  began      INTEGER CHECK (began > 0), -- the first event of the same command, by its seq, where that is another one
  PRIMARY KEY (writer, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_row ON event ("row");
CREATE INDEX event_seen ON event (writer, seq) WHERE seen IS NOT NULL;
CREATE INDEX event_undoes ON event (undoes) WHERE undoes IS NOT NULL;

-- The order in which rows were added: what was written in sight of something else has the greater place. Events of the
-- first format do not say what they had seen; they come first, by their clocks. A row that is put back has its first place.
CREATE VIEW recorded AS
SELECT "row", printf('%018d %s %018d', coalesce(rank, 0), at, seq) AS place, writer, seq, format
FROM event WHERE action = 'add' AND undoes IS NULL;
-- What events had seen of the logs of other writers.
CREATE VIEW sight AS SELECT writer, seq, seen FROM event WHERE seen IS NOT NULL;

-- Full text over claims and works.
CREATE VIRTUAL TABLE claim_fts USING fts5 (statement, section, content = 'claim', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE work_fts USING fts5 (words, content = 'work', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER claim_fts_add AFTER INSERT ON claim BEGIN
  INSERT INTO claim_fts (rowid, statement, section) VALUES (new.id, new.statement, new.section);
END;
CREATE TRIGGER claim_fts_edit AFTER UPDATE OF statement, section ON claim BEGIN
  INSERT INTO claim_fts (claim_fts, rowid, statement, section) VALUES ('delete', old.id, old.statement, old.section);
  INSERT INTO claim_fts (rowid, statement, section) VALUES (new.id, new.statement, new.section);
END;
CREATE TRIGGER claim_fts_take AFTER DELETE ON claim BEGIN
  INSERT INTO claim_fts (claim_fts, rowid, statement, section) VALUES ('delete', old.id, old.statement, old.section);
END;
CREATE TRIGGER work_fts_add AFTER INSERT ON work BEGIN
  INSERT INTO work_fts (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER work_fts_edit AFTER UPDATE OF key, csl, doi ON work BEGIN
  INSERT INTO work_fts (work_fts, rowid, words) VALUES ('delete', old.id, old.words);
  INSERT INTO work_fts (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER work_fts_take AFTER DELETE ON work BEGIN
  INSERT INTO work_fts (work_fts, rowid, words) VALUES ('delete', old.id, old.words);
END;

-- What makes a claim stand otherwise than it did is noted.
CREATE TRIGGER claim_state_of_new_claim AFTER INSERT ON claim BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('claim', new.uid);
END;
CREATE TRIGGER claim_state_of_claim AFTER UPDATE ON claim BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('claim', new.uid);
END;
CREATE TRIGGER claim_state_of_merged_claim AFTER UPDATE OF merged_into ON claim BEGIN
  DELETE FROM claim_state WHERE id = new.id AND new.merged_into IS NOT NULL;
  INSERT OR IGNORE INTO state_change SELECT 'claim', uid FROM claim WHERE uid IN (old.merged_into, new.merged_into);
END;
CREATE TRIGGER claim_state_of_gone_claim AFTER DELETE ON claim BEGIN
  DELETE FROM claim_state WHERE id = old.id;
END;
CREATE TRIGGER claim_state_of_new_occurrence AFTER INSERT ON occurrence BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('claim', new.claim);
END;
CREATE TRIGGER claim_state_of_occurrence AFTER UPDATE ON occurrence BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('claim', old.claim);
  INSERT OR IGNORE INTO state_change VALUES ('claim', new.claim);
END;
CREATE TRIGGER claim_state_of_gone_occurrence AFTER DELETE ON occurrence BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('claim', old.claim);
END;
CREATE TRIGGER claim_state_of_new_citation AFTER INSERT ON citation BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('claim', new.claim);
END;
CREATE TRIGGER claim_state_of_citation AFTER UPDATE ON citation BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('claim', old.claim);
  INSERT OR IGNORE INTO state_change VALUES ('claim', new.claim);
END;
CREATE TRIGGER claim_state_of_gone_citation AFTER DELETE ON citation BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('claim', old.claim);
END;
CREATE TRIGGER claim_state_of_new_review AFTER INSERT ON review BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('claim', new.claim);
END;
CREATE TRIGGER claim_state_of_review AFTER UPDATE ON review BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('claim', old.claim);
  INSERT OR IGNORE INTO state_change VALUES ('claim', new.claim);
END;
CREATE TRIGGER claim_state_of_gone_review AFTER DELETE ON review BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('claim', old.claim);
END;
CREATE TRIGGER claim_state_of_new_reading AFTER INSERT ON reading BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('citation', new.citation);
END;
CREATE TRIGGER claim_state_of_reading AFTER UPDATE ON reading BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('citation', old.citation);
  INSERT OR IGNORE INTO state_change VALUES ('citation', new.citation);
END;
CREATE TRIGGER claim_state_of_gone_reading AFTER DELETE ON reading BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('citation', old.citation);
END;
CREATE TRIGGER claim_state_of_new_reference AFTER INSERT ON reference BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('reference', new.uid);
END;
CREATE TRIGGER claim_state_of_reference AFTER UPDATE OF serial, printed, doi_printed, csl, work ON reference BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('reference', new.uid);
END;
CREATE TRIGGER claim_state_of_work AFTER UPDATE OF key, doi, pmid, pmcid, abstract_text, superseded_by, merged_into ON work BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('work', new.uid);
END;
CREATE TRIGGER claim_state_of_new_notice AFTER INSERT ON notice BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('work', new.work);
END;
CREATE TRIGGER claim_state_of_notice AFTER UPDATE ON notice BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('work', old.work);
  INSERT OR IGNORE INTO state_change VALUES ('work', new.work);
END;
CREATE TRIGGER claim_state_of_gone_notice AFTER DELETE ON notice BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('work', old.work);
END;
CREATE TRIGGER claim_state_of_new_observation AFTER INSERT ON observation
WHEN new.subject IN ('exists', 'notices') BEGIN
  INSERT OR IGNORE INTO state_change VALUES (new.scheme, new.identifier);
END;
-- Which answer is the newest changes with its time only where another one was newer.
CREATE TRIGGER claim_state_of_observation AFTER UPDATE OF asked_at ON observation
WHEN new.subject IN ('exists', 'notices') AND EXISTS (SELECT 1 FROM observation AS other
  WHERE other.service = new.service AND other.subject = new.subject AND other.scheme = new.scheme
    AND other.identifier = new.identifier AND other.asked_at >= old.asked_at AND other.uid <> new.uid) BEGIN
  INSERT OR IGNORE INTO state_change VALUES (new.scheme, new.identifier);
END;
CREATE TRIGGER claim_state_of_new_version AFTER INSERT ON version BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('article', new.article);
END;
CREATE TRIGGER claim_state_of_gone_version AFTER DELETE ON version BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('article', old.article);
END;
CREATE TRIGGER claim_state_of_article AFTER UPDATE OF key, language, retired_on ON article BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('article', new.uid);
END;
CREATE TRIGGER claim_state_of_person AFTER UPDATE OF name, merged_into ON person BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('person', new.uid);
END;
CREATE TRIGGER claim_state_of_new_assignment AFTER INSERT ON assignment BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('assignment', new.uid);
END;
CREATE TRIGGER claim_state_of_assignment AFTER UPDATE ON assignment BEGIN
  INSERT OR IGNORE INTO state_change VALUES ('assignment', new.uid);
END;
CREATE TRIGGER claim_state_of_gone_assignment AFTER DELETE ON assignment BEGIN
  INSERT OR IGNORE INTO state_change VALUES (CASE WHEN old.claim IS NULL THEN 'article' ELSE 'claim' END, coalesce(old.claim, old.article));
END;

-- What a person decided, and the log of it, is never rewritten.
CREATE TRIGGER event_in_order BEFORE INSERT ON event
WHEN new.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event WHERE writer = new.writer) BEGIN
  SELECT raise(ABORT, 'an event must follow the last one of its writer');
END;
CREATE TRIGGER meta_no_edit BEFORE UPDATE ON meta WHEN old.key IN ('writer', 'made_at', 'made_by') BEGIN
  SELECT raise(ABORT, 'the writer of this file is not changed');
END;
CREATE TRIGGER meta_no_delete BEFORE DELETE ON meta BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;
CREATE TRIGGER event_no_edit BEFORE UPDATE ON event BEGIN SELECT raise(ABORT, 'the event log is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT raise(ABORT, 'the event log is append-only'); END;
-- A reading may follow its citation when that turns out to be another's, and may be retired; what was read stays.
CREATE TRIGGER reading_no_edit
BEFORE UPDATE OF uid, person, read_on, stance, quote, finding, locator, read_as ON reading BEGIN
  SELECT raise(ABORT, 'readings are append-only');
END;
CREATE TRIGGER review_no_edit BEFORE UPDATE ON review BEGIN SELECT raise(ABORT, 'reviews are append-only'); END;
CREATE TRIGGER observation_no_edit
BEFORE UPDATE OF uid, service, subject, scheme, identifier, answer, body_sha256, first_asked_at ON observation BEGIN
  SELECT raise(ABORT, 'observations are append-only');
END;
CREATE TRIGGER version_no_edit
BEFORE UPDATE OF uid, article, n, sha256, text_sha256, imported_at, reader, encoding, original, text, blocks ON version BEGIN
  SELECT raise(ABORT, 'versions are append-only');
END;
CREATE TRIGGER article_no_delete BEFORE DELETE ON article
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'article') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER person_no_delete BEFORE DELETE ON person
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'person') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER version_no_delete BEFORE DELETE ON version
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'version') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'claim') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER occurrence_no_delete BEFORE DELETE ON occurrence
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'occurrence') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER work_no_delete BEFORE DELETE ON work
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'work') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER reference_no_delete BEFORE DELETE ON reference
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'reference') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER citation_no_delete BEFORE DELETE ON citation
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'citation') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER reading_no_delete BEFORE DELETE ON reading
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'reading') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER review_no_delete BEFORE DELETE ON review
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'review') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER observation_no_delete BEFORE DELETE ON observation BEGIN SELECT raise(ABORT, 'nothing is deleted'); END;
CREATE TRIGGER notice_no_delete BEFORE DELETE ON notice
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'notice') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER waiver_no_delete BEFORE DELETE ON waiver
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'waiver') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER article_person_no_delete BEFORE DELETE ON article_person
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'article_person') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER note_no_delete BEFORE DELETE ON note
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'note') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER assignment_no_delete BEFORE DELETE ON assignment
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'assignment') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER person_key_no_delete BEFORE DELETE ON person_key
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'person_key') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER conflict_no_delete BEFORE DELETE ON conflict
WHEN NOT EXISTS (SELECT 1 FROM withdrawn WHERE uid = old.uid AND entity = 'conflict') BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER withdrawn_no_edit BEFORE UPDATE ON withdrawn BEGIN
  SELECT raise(ABORT, 'what was withdrawn is not changed');
END;
-- What was withdrawn leaves its place only for the table that it came from.
CREATE TRIGGER withdrawn_no_delete BEFORE DELETE ON withdrawn
WHEN NOT EXISTS (
  SELECT 1 FROM article WHERE uid = old.uid
  UNION ALL SELECT 1 FROM person WHERE uid = old.uid
  UNION ALL SELECT 1 FROM version WHERE uid = old.uid
  UNION ALL SELECT 1 FROM claim WHERE uid = old.uid
  UNION ALL SELECT 1 FROM occurrence WHERE uid = old.uid
  UNION ALL SELECT 1 FROM work WHERE uid = old.uid
  UNION ALL SELECT 1 FROM reference WHERE uid = old.uid
  UNION ALL SELECT 1 FROM citation WHERE uid = old.uid
  UNION ALL SELECT 1 FROM reading WHERE uid = old.uid
  UNION ALL SELECT 1 FROM review WHERE uid = old.uid
  UNION ALL SELECT 1 FROM notice WHERE uid = old.uid
  UNION ALL SELECT 1 FROM waiver WHERE uid = old.uid
  UNION ALL SELECT 1 FROM article_person WHERE uid = old.uid
  UNION ALL SELECT 1 FROM note WHERE uid = old.uid
  UNION ALL SELECT 1 FROM assignment WHERE uid = old.uid
  UNION ALL SELECT 1 FROM person_key WHERE uid = old.uid
  UNION ALL SELECT 1 FROM conflict WHERE uid = old.uid) BEGIN
  SELECT raise(ABORT, 'nothing is deleted');
END;
CREATE TRIGGER conflict_no_edit
BEFORE UPDATE OF uid, entity, "row", late, standing, late_event, standing_event, late_by, standing_by, found_at ON conflict BEGIN
  SELECT raise(ABORT, 'both sides of a conflict stay as they were');
END;
CREATE TRIGGER note_no_edit BEFORE UPDATE OF uid, person, noted_on, kind, text, answers ON note BEGIN
  SELECT raise(ABORT, 'notes are append-only');
END;

-- One row a claim × citation: what people ask most. A claim without citations is one row with those columns NULL;
-- suggested and rejected citations are in it, with their state.
CREATE VIEW claim_evidence AS
SELECT
  article.key AS article,
  article.key || '/' || claim.name AS claim,
  claim.section,
  claim.statement,
  claim.kind,
  claim.status,
  CASE WHEN reference.uid IS NOT NULL THEN home.key || '/' || reference.name END AS reference,
  citation.origin,
  citation.state,
  reading.stance,
  work.key AS work,
  work.doi,
  json_extract(work.csl, '$.title') AS title,
  json_extract(work.csl, '$.issued."date-parts"[0][0]') AS year,
  json_extract(work.csl, '$."container-title"') AS container,
  reading.quote,
  coalesce(reading.finding, citation.note) AS finding,
  reading.locator,
  reading.read_as,
  CASE WHEN work.doi IS NOT NULL THEN coalesce((SELECT json_extract(answer, '$.state') FROM observation
    WHERE scheme = 'doi' AND identifier = work.doi AND subject = 'exists' ORDER BY asked_at DESC, uid DESC LIMIT 1),
    'unchecked') END AS doi_state,
  (SELECT group_concat(kind, '; ') FROM notice WHERE notice.work = work.uid) AS notices,
  review.verdict,
  person.name AS reviewer,
  review.reviewed_on,
  review.due_on AS review_due
FROM article
JOIN claim ON claim.article = article.uid
LEFT JOIN citation ON citation.claim = claim.uid
LEFT JOIN reference ON reference.uid = citation.reference
LEFT JOIN article AS home ON home.uid = reference.article
LEFT JOIN work ON work.uid = reference.work
LEFT JOIN reading ON reading.uid = (SELECT uid FROM reading WHERE reading.citation = citation.uid AND reading.retired_on IS NULL
    ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = reading.uid) DESC, uid DESC LIMIT 1)
LEFT JOIN review ON review.uid = (SELECT uid FROM review WHERE review.claim IN (SELECT claim.uid UNION ALL SELECT merged.uid FROM claim AS merged WHERE merged.merged_into = claim.uid)
    ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = review.uid) DESC, uid DESC LIMIT 1)
LEFT JOIN person AS named ON named.uid = review.person
LEFT JOIN person ON person.uid = coalesce(named.merged_into, named.uid)
WHERE article.retired_on IS NULL AND claim.merged_into IS NULL
ORDER BY article.key, claim.serial, reference.serial;
