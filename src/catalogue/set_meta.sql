-- What belongs to this file alone.
INSERT INTO meta (key, value) VALUES (?, ?);
