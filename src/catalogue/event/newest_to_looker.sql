-- The same for somebody from whom something may be withheld.
SELECT writer, seq, at, who, command, entity, "row", action, before, after, reason, row_sha256, previous, hash, format, rank, operator, stated_on, seen, undoes, began
FROM event WHERE writer = ?1 AND "row" NOT IN (SELECT uid FROM temp.withheld_row) ORDER BY seq DESC LIMIT ?2;
