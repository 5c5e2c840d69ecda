-- The newest answer of a subject about every identifier of a scheme.
SELECT identifier, answer, max(asked_at)
FROM observation
WHERE subject = ? AND scheme = ?
GROUP BY identifier
ORDER BY identifier;
