-- The key of the only article, where there is just one.
SELECT max(key) FROM (SELECT key FROM article LIMIT 2) HAVING count(*) = 1;
