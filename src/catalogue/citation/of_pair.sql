-- The citation that joins a claim and a reference.
SELECT
  citation.uid, citation.claim, citation.reference, citation.origin, citation.state, citation.score,
  citation.strength, citation.because, citation.note, citation.merged_into
FROM citation
WHERE claim = ? AND reference = ? AND merged_into IS NULL;
