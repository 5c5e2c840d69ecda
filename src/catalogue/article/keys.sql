-- Every article key.
SELECT key FROM article ORDER BY key;
