-- Occurrences in an article, in order of place.
SELECT
  occurrence.uid, occurrence.claim, occurrence.article, occurrence.version, occurrence.exact, occurrence.prefix,
  occurrence.suffix, occurrence."start", occurrence."end", occurrence.count, occurrence.state,
  occurrence.exact_with_markers, occurrence.heads
FROM occurrence
WHERE article = ?
ORDER BY "start", "end", uid;
