-- Claims that turned out to be another.
SELECT
  claim.uid, claim.article, claim.serial, claim.statement, claim.kind, claim.status, claim.section,
  claim.because, claim.confidence, claim.merged_into
FROM claim
WHERE merged_into = ?
ORDER BY uid;
