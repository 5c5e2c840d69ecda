-- The newest answer about every identifier of a scheme, whoever gave it.
SELECT identifier, answer, max(asked_at)
FROM observation
WHERE subject = ? AND scheme = ?
GROUP BY identifier
ORDER BY identifier;
