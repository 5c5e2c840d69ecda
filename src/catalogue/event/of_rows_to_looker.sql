-- The same for somebody from whom something may be withheld.
SELECT writer, seq, at, who, command, entity, "row", action, before, after, reason, row_sha256, previous, hash, format, rank, operator, stated_on, seen, undoes, began
FROM event WHERE "row" IN (SELECT value FROM json_each(?1)) AND "row" NOT IN (SELECT uid FROM temp.withheld_row);
