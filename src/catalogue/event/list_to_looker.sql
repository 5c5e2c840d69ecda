-- The same for somebody from whom something may be withheld.
SELECT writer, seq, at, who, command, entity, "row", action, before, after, reason, row_sha256, previous, hash, format, rank, operator, stated_on, seen, undoes, began
FROM event
WHERE (:rows IS NULL OR "row" IN (SELECT value FROM json_each(:rows)))
  AND "row" NOT IN (SELECT uid FROM temp.withheld_row)
ORDER BY coalesce(rank, 0) DESC, at DESC, writer = (SELECT value FROM meta WHERE key = 'writer') DESC, writer, seq DESC
LIMIT :most;
