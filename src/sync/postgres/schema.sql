-- What a hub is made of, in a database of PostgreSQL 13 or later. Every rule that keeps one person from writing as another, or
-- from rewriting what was written, stands here: a client of somebody's own making meets the same ones.
--
-- Refusals have codes of their own (CB…), which claimbook turns into words.

CREATE SCHEMA claimbook;

-- What the hub is and permits: one row.
CREATE TABLE claimbook.hub (
  one                   boolean PRIMARY KEY DEFAULT true CHECK (one),
  id                    uuid NOT NULL, -- what tells it from others, a copy restored from a backup being the same one
  schema                integer NOT NULL,
  administrator         text NOT NULL DEFAULT session_user, -- the login that may bring a history from before the hub
  takes_history         boolean NOT NULL DEFAULT true,      -- until the first person is invited
  takes_abstracts       boolean NOT NULL DEFAULT false,     -- they are their publishers' copyright
  checks_on_one_machine boolean NOT NULL DEFAULT false,
  most_event_bytes      bigint NOT NULL DEFAULT 16777216 CHECK (most_event_bytes > 0),
  most_blob_bytes       bigint NOT NULL DEFAULT 67108864 CHECK (most_blob_bytes > 0)
);

-- Who may be named in events: exactly as events name them. Whoever changes their name has a second row.
CREATE TABLE claimbook.person (
  name        text PRIMARY KEY CHECK (name <> ''),
  declared_id text CHECK (declared_id <> '')
);

-- Which login may write as whom.
CREATE TABLE claimbook.permission (
  role       text NOT NULL CHECK (role <> ''),
  person     text NOT NULL REFERENCES claimbook.person,
  granted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (role, person),
  UNIQUE (person) -- a name is one login's alone
);

-- Desks that joined, numbered from 1: each gives numbers of its own to claims and references.
CREATE TABLE claimbook.writer (
  uid       uuid PRIMARY KEY,
  role      text NOT NULL,
  desk      integer NOT NULL UNIQUE CHECK (desk > 0),
  joined_at timestamptz NOT NULL
);

-- Events, numbered as they arrived. The body holds the exact bytes that the hash is made of; what stands beside it repeats what
-- it says, so that a chain can be followed without reading bodies.
CREATE TABLE claimbook.event (
  arrival    bigint PRIMARY KEY,
  writer     uuid NOT NULL,
  seq        bigint NOT NULL CHECK (seq > 0),
  previous   bytea NOT NULL, -- empty for a writer's first
  hash       bytea NOT NULL,
  format     integer NOT NULL CHECK (format > 0),
  who        text NOT NULL,
  body       bytea NOT NULL,
  role       text NOT NULL, -- the login that brought it
  arrived_at timestamptz NOT NULL,
  UNIQUE (writer, seq)
);

-- What events speak of by its hash alone.
CREATE TABLE claimbook.blob (
  sha256     bytea PRIMARY KEY,
  kind       text NOT NULL CHECK (kind IN ('version', 'abstract')),
  bytes      bytea NOT NULL,
  role       text NOT NULL,
  arrived_at timestamptz NOT NULL
);

-- The end of each writer's chain. It steps from writer to writer by the index, however long the log is.
CREATE VIEW claimbook.head AS
WITH RECURSIVE each (writer) AS (
  (SELECT writer FROM claimbook.event ORDER BY writer LIMIT 1)
  UNION ALL
  SELECT (SELECT event.writer FROM claimbook.event WHERE event.writer > each.writer ORDER BY event.writer LIMIT 1)
  FROM each WHERE each.writer IS NOT NULL
)
SELECT each.writer, last.seq, last.hash
FROM each CROSS JOIN LATERAL (
  SELECT seq, hash FROM claimbook.event WHERE event.writer = each.writer ORDER BY seq DESC LIMIT 1
) AS last;

-- The fields of a body, each with its length before it in eight bytes, the lowest first; NULL is one that is not there.
CREATE FUNCTION claimbook.fields(body bytea) RETURNS bytea[]
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  place integer := 1;
  size  bigint;
  head  bytea;
  parts bytea[] := '{}';
BEGIN
  WHILE place <= octet_length(body) LOOP
    -- Growing a list of millions of fields would take the server for hours.
    IF cardinality(parts) >= 64 THEN
      RAISE EXCEPTION 'an event has fewer fields' USING ERRCODE = 'CB006';
    END IF;
    head := substr(body, place, 8);
    place := place + 8;
    IF head = '\xffffffffffffffff'::bytea THEN
      parts := array_append(parts, NULL);
      CONTINUE;
    END IF;
    IF octet_length(head) < 8 OR substr(head, 5) <> '\x00000000'::bytea THEN
      RAISE EXCEPTION 'the bytes end within a field' USING ERRCODE = 'CB006';
    END IF;
    size := get_byte(head, 0) + 256 * get_byte(head, 1) + 65536 * get_byte(head, 2) + 16777216::bigint * get_byte(head, 3);
    IF place - 1 + size > octet_length(body) THEN
      RAISE EXCEPTION 'the bytes end within a field' USING ERRCODE = 'CB006';
    END IF;
    parts := array_append(parts, substr(body, place, size::integer));
    place := place + size::integer;
  END LOOP;
  RETURN parts;
END $$;

-- Whether desks can read an event back, as far as that can be told from its form: one that they cannot would stop them all.
-- What a format that is still to come means by its fields is not known here.
CREATE FUNCTION claimbook.is_readable(parts bytea[], format integer) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  words text[] := '{}';
  field bytea;
BEGIN
  FOREACH field IN ARRAY parts LOOP
    words := array_append(words, convert_from(field, 'UTF8'));
  END LOOP;
  IF format > 3 THEN
    RETURN true;
  END IF;
  IF format = 1 THEN
    words := array_cat(array_fill(NULL::text, ARRAY[5]), words); -- it does not tell nothing from the empty text
    words[14] := nullif(words[14], '');
    words[15] := nullif(words[15], '');
  END IF;
  -- What is no JSON, no time and no day raises an error of its own.
  PERFORM words[5]::json, words[14]::json, words[15]::json, words[8]::timestamptz, words[4]::date;
  RETURN coalesce(
    words[8] ~ '^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{0,8}[1-9])?Z$'
    AND words[10] IS NOT NULL AND words[11] IS NOT NULL AND words[17] IS NOT NULL
    AND words[12] ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    AND words[13] IN ('add', 'edit', 'withdraw')
    AND coalesce(words[2], '1') ~ '^[1-9]\d{0,17}$' AND coalesce(words[20], '1') ~ '^[1-9]\d{0,17}$'
    AND coalesce(words[4], '2026-01-01') ~ '^\d{4}-\d\d-\d\d$', false);
END $$;

-- Whoever adds events or writers waits here for those before them to commit. Numbers are given under this lock, so they become
-- visible in their order and without gaps: whoever has seen one can never be handed a smaller one later. A sequence would not
-- do: what took a smaller number may commit later, and be missed for good. It is a row that only the owner may lock, since
-- anybody can take an advisory lock, and keep it.
CREATE FUNCTION claimbook.wait_for_turn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM claimbook.hub FOR UPDATE;
  RETURN NULL;
END $$;

-- Whether an event may be appended by whoever logged in. It goes by session_user, which SET ROLE does not change. Comparisons
-- are IS DISTINCT FROM, since a comparison with NULL refuses nothing.
CREATE FUNCTION claimbook.check_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  rules      claimbook.hub;
  is_history boolean;
  parts      bytea[];
  from_field integer; -- after it stand the fields that every format has
  is_whole   boolean;
  last_seq   bigint;
  last_hash  bytea;
BEGIN
  SELECT * INTO STRICT rules FROM claimbook.hub;
  is_history := rules.takes_history AND session_user = rules.administrator;
  IF NOT is_history AND NOT EXISTS (SELECT FROM claimbook.permission WHERE role = session_user) THEN
    RAISE EXCEPTION 'nobody was invited as %', session_user USING ERRCODE = 'CB001';
  END IF;
  IF NEW.body IS NULL OR octet_length(NEW.body) > rules.most_event_bytes THEN
    RAISE EXCEPTION 'an event of % bytes; the hub takes % at most', octet_length(NEW.body), rules.most_event_bytes
      USING ERRCODE = 'CB007';
  END IF;

  parts := claimbook.fields(NEW.body);
  from_field := CASE WHEN NEW.format = 1 THEN 0 ELSE 5 END;
  is_whole := CASE NEW.format WHEN 1 THEN cardinality(parts) = 13 WHEN 2 THEN cardinality(parts) = 18
    WHEN 3 THEN cardinality(parts) = 20 ELSE cardinality(parts) >= 20 END;
  IF NOT is_whole OR (NEW.format <> 1 AND parts[1] IS DISTINCT FROM convert_to(NEW.format::text, 'UTF8')) OR NEW.format IS NULL
    OR parts[from_field + 1] IS DISTINCT FROM convert_to(NEW.writer::text, 'UTF8')
    OR parts[from_field + 2] IS DISTINCT FROM convert_to(NEW.seq::text, 'UTF8')
    OR parts[from_field + 4] IS DISTINCT FROM convert_to(NEW.who, 'UTF8')
    OR parts[from_field + 13] IS DISTINCT FROM convert_to(encode(NEW.previous, 'hex'), 'UTF8')
    OR sha256(NEW.body) IS DISTINCT FROM NEW.hash
  THEN
    RAISE EXCEPTION 'the bytes of event % of % are not what stands beside them', NEW.seq, NEW.writer USING ERRCODE = 'CB006';
  END IF;
  IF NOT claimbook.is_readable(parts, NEW.format) THEN
    RAISE EXCEPTION 'event % of % is none that a desk could read', NEW.seq, NEW.writer USING ERRCODE = 'CB006';
  END IF;

  SELECT seq, hash INTO last_seq, last_hash FROM claimbook.event WHERE writer = NEW.writer ORDER BY seq DESC LIMIT 1;
  IF NEW.seq > coalesce(last_seq, 0) + 1 THEN
    RAISE EXCEPTION 'event % of % came, and % was the last', NEW.seq, NEW.writer, coalesce(last_seq, 0) USING ERRCODE = 'CB004';
  END IF;
  IF NEW.seq IS DISTINCT FROM coalesce(last_seq, 0) + 1 OR NEW.previous IS DISTINCT FROM coalesce(last_hash, ''::bytea) THEN
    RAISE EXCEPTION 'event % of % does not follow the last one, which is %', NEW.seq, NEW.writer, coalesce(last_seq, 0)
      USING ERRCODE = 'CB005';
  END IF;

  IF NOT is_history AND NOT EXISTS (SELECT FROM claimbook.writer WHERE uid = NEW.writer AND role = session_user) THEN
    RAISE EXCEPTION 'writer % has not joined as one of %', NEW.writer, session_user USING ERRCODE = 'CB003';
  END IF;
  IF NOT is_history AND NOT EXISTS (SELECT FROM claimbook.permission WHERE role = session_user AND person = NEW.who) THEN
    RAISE EXCEPTION 'event % of % is by %, and % may not write as them', NEW.seq, NEW.writer, quote_literal(left(NEW.who, 200)),
      session_user USING ERRCODE = 'CB002';
  END IF;

  NEW.arrival := coalesce((SELECT arrival FROM claimbook.event ORDER BY arrival DESC LIMIT 1), 0) + 1;
  NEW.role := session_user;
  NEW.arrived_at := clock_timestamp();
  RETURN NEW;
END $$;

CREATE FUNCTION claimbook.check_writer() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM claimbook.writer WHERE uid = NEW.uid) THEN
    RETURN NULL; -- it stays as it is
  END IF;
  IF NOT EXISTS (SELECT FROM claimbook.permission WHERE role = session_user) THEN
    RAISE EXCEPTION 'nobody was invited as %', session_user USING ERRCODE = 'CB001';
  END IF;
  IF EXISTS (SELECT FROM claimbook.event WHERE writer = NEW.uid) AND NOT EXISTS (
    SELECT FROM claimbook.event JOIN claimbook.permission ON person = who
    WHERE writer = NEW.uid AND permission.role = session_user
  ) THEN
    RAISE EXCEPTION 'writer % has events, and none of %', NEW.uid, session_user USING ERRCODE = 'CB003';
  END IF;
  NEW.role := session_user;
  NEW.desk := (SELECT count(*) FROM claimbook.writer) + 1;
  NEW.joined_at := clock_timestamp();
  RETURN NEW;
END $$;

CREATE FUNCTION claimbook.check_blob() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  rules claimbook.hub;
BEGIN
  SELECT * INTO STRICT rules FROM claimbook.hub;
  IF NOT (rules.takes_history AND session_user = rules.administrator)
    AND NOT EXISTS (SELECT FROM claimbook.permission WHERE role = session_user)
  THEN
    RAISE EXCEPTION 'nobody was invited as %', session_user USING ERRCODE = 'CB001';
  END IF;
  IF NEW.bytes IS NULL OR octet_length(NEW.bytes) > rules.most_blob_bytes THEN
    RAISE EXCEPTION 'a blob of % bytes; the hub takes % at most', octet_length(NEW.bytes), rules.most_blob_bytes
      USING ERRCODE = 'CB007';
  END IF;
  IF NEW.kind = 'abstract' AND NOT rules.takes_abstracts THEN
    RAISE EXCEPTION 'this hub takes no abstracts' USING ERRCODE = 'CB008';
  END IF;
  IF sha256(NEW.bytes) IS DISTINCT FROM NEW.sha256 THEN
    RAISE EXCEPTION 'the bytes of a blob are not those of its hash' USING ERRCODE = 'CB006';
  END IF;
  NEW.role := session_user;
  NEW.arrived_at := clock_timestamp();
  RETURN NEW;
END $$;

-- Not even the owner rewrites what was written, short of taking these triggers away.
CREATE FUNCTION claimbook.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'what a hub has taken is neither changed nor deleted' USING ERRCODE = 'CB009';
END $$;

CREATE TRIGGER a_turn BEFORE INSERT ON claimbook.event FOR EACH STATEMENT EXECUTE FUNCTION claimbook.wait_for_turn();
CREATE TRIGGER a_turn BEFORE INSERT ON claimbook.writer FOR EACH STATEMENT EXECUTE FUNCTION claimbook.wait_for_turn();
CREATE TRIGGER b_check BEFORE INSERT ON claimbook.event FOR EACH ROW EXECUTE FUNCTION claimbook.check_event();
CREATE TRIGGER b_check BEFORE INSERT ON claimbook.writer FOR EACH ROW EXECUTE FUNCTION claimbook.check_writer();
CREATE TRIGGER b_check BEFORE INSERT ON claimbook.blob FOR EACH ROW EXECUTE FUNCTION claimbook.check_blob();
CREATE TRIGGER c_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON claimbook.event FOR EACH STATEMENT EXECUTE FUNCTION claimbook.refuse();
CREATE TRIGGER c_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON claimbook.writer FOR EACH STATEMENT EXECUTE FUNCTION claimbook.refuse();
CREATE TRIGGER c_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON claimbook.blob FOR EACH STATEMENT EXECUTE FUNCTION claimbook.refuse();

-- Whoever is invited becomes a member of this group, which may read, and add what the triggers let in: of each table the columns
-- that a client fills.
DO $$ BEGIN
  -- Groups are the server's, not the database's: another hub may have made it.
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'claimbook_writer') THEN
    BEGIN
      CREATE ROLE claimbook_writer NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- another hub was being made at the same time
    END;
  END IF;
  -- A member of the group comes to those hubs alone to which they were invited; and nobody needs tables of their own here.
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
END $$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA claimbook FROM PUBLIC;
GRANT USAGE ON SCHEMA claimbook TO claimbook_writer;
GRANT SELECT ON ALL TABLES IN SCHEMA claimbook TO claimbook_writer;
GRANT INSERT (writer, seq, previous, hash, format, who, body) ON claimbook.event TO claimbook_writer;
GRANT INSERT (uid) ON claimbook.writer TO claimbook_writer;
GRANT INSERT (sha256, kind, bytes) ON claimbook.blob TO claimbook_writer;
