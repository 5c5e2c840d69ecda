-- Whether a table or an index of this name is there.
SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'index') AND name = ?1;
