-- Articles' keys in a range: the first hundred, and the last, which shows what all of them begin with.
SELECT key FROM (SELECT key FROM article WHERE retired_on IS NULL AND key >= :from AND key < :to ORDER BY key LIMIT 100)
UNION
SELECT key FROM (SELECT key FROM article WHERE retired_on IS NULL AND key >= :from AND key < :to ORDER BY key DESC LIMIT 1)
ORDER BY key;
