-- Events of these rows, each found by the index, the last in the log first; in the order of list.sql.
SELECT writer, seq, at, who, command, entity, "row", action, before, after, reason, row_sha256, previous, hash, format, rank, operator, stated_on, seen, undoes, began
FROM event
WHERE "row" IN (SELECT value FROM json_each(?1))
ORDER BY coalesce(rank, 0) DESC, at DESC, writer = (SELECT value FROM meta WHERE key = 'writer') DESC, writer, seq DESC;
