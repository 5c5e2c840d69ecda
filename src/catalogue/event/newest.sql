-- The last events of one writer's chain, the last first.
SELECT writer, seq, at, who, command, entity, "row", action, before, after, reason, row_sha256, previous, hash, format, rank, operator, stated_on, seen, undoes, began
FROM event WHERE writer = ?1 ORDER BY seq DESC LIMIT ?2;
