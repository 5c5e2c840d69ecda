-- What is known to be claimed: claims that a person accepted or judged, once for their statements and once for each text
-- that makes them, with the words; what was judged comes first.
SELECT
  claim.uid, claim.article, claim.serial, claim.statement, claim.kind, claim.status, claim.section,
  claim.because, claim.confidence, claim.merged_into, worded.words
FROM claim
JOIN article ON article.uid = claim.article AND article.retired_on IS NULL
JOIN (
  SELECT uid AS claim, statement AS words, 0 AS place FROM claim
  UNION ALL
  SELECT claim, exact, 1 FROM occurrence WHERE state IN ('exact', 'moved', 'confirmed')) AS worded
  ON worded.claim = claim.uid
WHERE claim.merged_into IS NULL AND (claim.status = 'accepted' OR claim.status = 'proposed' AND claim.uid IN (SELECT claim FROM review))
ORDER BY claim.uid NOT IN (SELECT claim FROM review), article.key, claim.serial, worded.place;
