-- A claim's citations.
SELECT
  citation.uid, citation.claim, citation.reference, citation.origin, citation.state, citation.score,
  citation.strength, citation.because, citation.note, citation.merged_into
FROM citation
WHERE claim = ? AND merged_into IS NULL
ORDER BY score DESC, uid;
