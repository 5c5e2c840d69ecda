-- Events, the last in the log first; of the given rows where some are given. Those of the first format do not say what they
-- had seen and go by their clocks, at one time this file's own writer first.
SELECT writer, seq, at, who, command, entity, "row", action, before, after, reason, row_sha256, previous, hash, format, rank, operator, stated_on, seen, undoes, began
FROM event
WHERE (:rows IS NULL OR "row" IN (SELECT value FROM json_each(:rows)))
ORDER BY coalesce(rank, 0) DESC, at DESC, writer = (SELECT value FROM meta WHERE key = 'writer') DESC, writer, seq DESC
LIMIT :most;
