-- The finding that a waiver is about, where only an article's file has its record.
ALTER TABLE waiver ADD COLUMN fingerprint TEXT CHECK (fingerprint <> '');
