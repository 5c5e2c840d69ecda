-- Fails where the index and the works differ.
INSERT INTO work_fts (work_fts, rank) VALUES ('integrity-check', 1);
