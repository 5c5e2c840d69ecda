-- Events as they were written: what was there when another one was written comes before it. Of the given rows, where some are given.
SELECT writer, seq, at, who, command, entity, "row", action, before, after, reason, row_sha256, previous, hash, format, rank, operator, stated_on, seen, undoes, began
FROM event
WHERE (?1 IS NULL OR "row" IN (SELECT value FROM json_each(?1)))
ORDER BY coalesce(rank, 0), at, writer, seq;
