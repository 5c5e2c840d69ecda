-- What a writer logged after a place of its chain.
SELECT writer, seq, at, who, command, entity, "row", action, before, after, reason, row_sha256, previous, hash, format, rank, operator, stated_on, seen, undoes, began
FROM event WHERE writer = ? AND seq > ? ORDER BY seq;
