-- When a service last answered about a subject, by identifier, and whether it keeps a record.
SELECT scheme, identifier, max(asked_at), answer <> 'null'
FROM observation
WHERE service = ? AND subject = ?
GROUP BY scheme, identifier;
