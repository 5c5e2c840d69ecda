-- Reads every claim and work into the full-text indexes anew.
INSERT INTO claim_fts (claim_fts) VALUES ('rebuild');
INSERT INTO work_fts (work_fts) VALUES ('rebuild');
