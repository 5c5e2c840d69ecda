-- Writers whose uid ends so, found without reading the log.
WITH RECURSIVE writers (writer) AS (
  SELECT min(writer) FROM event
  UNION ALL
  SELECT (SELECT min(e.writer) FROM event AS e WHERE e.writer > writers.writer) FROM writers WHERE writers.writer IS NOT NULL
)
SELECT writer FROM writers WHERE writer LIKE '%' || ? ORDER BY writer;
