-- The events of the command that began at a place of a writer's chain.
SELECT writer, seq, at, who, command, entity, "row", action, before, after, reason, row_sha256, previous, hash, format, rank, operator, stated_on, seen, undoes, began
FROM event WHERE writer = ?1 AND seq >= ?2 AND (seq = ?2 OR began = ?2) ORDER BY seq;
