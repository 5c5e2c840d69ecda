-- Fails where the index and the claims differ.
INSERT INTO claim_fts (claim_fts, rank) VALUES ('integrity-check', 1);
