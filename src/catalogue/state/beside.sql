-- The states as this connection derives them, where the file cannot be written.
CREATE TEMP TABLE claim_state AS SELECT * FROM main.claim_state;
