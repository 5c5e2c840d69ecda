-- The key of the only article, where there is just one that is not retired.
SELECT max(key) FROM (SELECT key FROM article WHERE retired_on IS NULL LIMIT 2) HAVING count(*) = 1;
