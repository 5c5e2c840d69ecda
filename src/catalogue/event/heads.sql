-- The last event of each writer, found without reading the log.
WITH RECURSIVE writers (writer) AS (
  SELECT min(writer) FROM event
  UNION ALL
  SELECT (SELECT min(e.writer) FROM event AS e WHERE e.writer > writers.writer) FROM writers WHERE writers.writer IS NOT NULL
)
SELECT event.writer, event.seq, event.hash, event.rank
FROM writers
JOIN event ON event.writer = writers.writer AND event.seq = (SELECT max(e.seq) FROM event AS e WHERE e.writer = writers.writer);
