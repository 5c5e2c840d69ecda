-- What a service last said about a subject, by identifier.
SELECT uid, scheme, identifier, answer, max(asked_at)
FROM observation
WHERE service = ? AND subject = ?
GROUP BY scheme, identifier;
