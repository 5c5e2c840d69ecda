-- A claim's citations.
SELECT
  citation.uid, citation.claim, citation.reference, citation.origin, citation.state, citation.score,
  citation.strength, citation.because, citation.note
FROM citation
WHERE claim = ?
ORDER BY score DESC, uid;
