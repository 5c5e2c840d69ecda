-- The triggers that stand in the way of going on under another writer.
SELECT name, sql FROM sqlite_schema
WHERE type = 'trigger' AND name IN ('event_no_delete', 'meta_no_edit', 'withdrawn_no_delete');
