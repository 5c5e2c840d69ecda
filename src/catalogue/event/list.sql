-- Events, newest first, at one time this file's own writer first; of the given rows where some are given.
SELECT writer, seq, at, who, command, entity, "row", action, before, after, reason, row_sha256, previous, hash
FROM event
WHERE (:rows IS NULL OR "row" IN (SELECT value FROM json_each(:rows)))
ORDER BY at DESC, writer = (SELECT value FROM meta WHERE key = 'writer') DESC, writer, seq DESC
LIMIT :most;
