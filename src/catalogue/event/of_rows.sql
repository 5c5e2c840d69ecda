-- Events of these rows, each found by the index.
SELECT writer, seq, at, who, command, entity, "row", action, before, after, reason, row_sha256, previous, hash, format, rank, operator, stated_on, seen, undoes, began
FROM event WHERE "row" IN (SELECT value FROM json_each(?1));
