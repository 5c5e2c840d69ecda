-- A service's newest answer about every identifier of a scheme.
SELECT identifier, answer, max(asked_at)
FROM observation
WHERE subject = ? AND scheme = ? AND service = ?
GROUP BY identifier
ORDER BY identifier;
