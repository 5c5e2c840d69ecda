-- When a service last answered about a subject, by identifier.
SELECT scheme, identifier, max(asked_at)
FROM observation
WHERE service = ? AND subject = ?
GROUP BY scheme, identifier;
