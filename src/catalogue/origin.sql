-- What the file says of where it comes from.
SELECT key, value FROM meta WHERE key IN ('writer', 'made_at');
