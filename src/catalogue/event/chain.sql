-- Every event, a writer after the other, in the order of their chains.
SELECT writer, seq, at, who, command, entity, "row", action, before, after, reason, row_sha256, previous, hash, format, rank, operator, stated_on, seen, undoes, began
FROM event ORDER BY writer, seq;
