-- Remembers what this file knows of its hub.
INSERT INTO meta (key, value) VALUES ('hub', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value;
