-- Citation keys in a range: the first hundred, and the last, which shows what all of them begin with.
SELECT key FROM (
  SELECT key FROM work WHERE key >= :from AND key < :to AND merged_into IS NULL ORDER BY key LIMIT 100)
UNION
SELECT key FROM (
  SELECT key FROM work WHERE key >= :from AND key < :to AND merged_into IS NULL ORDER BY key DESC LIMIT 1)
ORDER BY key;
