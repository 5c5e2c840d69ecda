-- Citations of the claims that an article is home to or words, but no suggestions of a retired entry.
SELECT
  citation.uid, citation.claim, citation.reference, citation.origin, citation.state, citation.score,
  citation.strength, citation.because, citation.note, citation.merged_into
FROM citation
JOIN claim ON claim.uid = citation.claim
WHERE citation.merged_into IS NULL
  AND (citation.state <> 'suggested' OR (SELECT retired_on FROM reference WHERE reference.uid = citation.reference) IS NULL)
  AND (claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article AND occurrence.state <> 'proposed'))
ORDER BY citation.claim, citation.score DESC, citation.uid;
