-- When each identifier was asked about, in order of identifiers.
SELECT scheme, identifier, subject, asked_at FROM observation ORDER BY scheme, identifier, subject, asked_at;
