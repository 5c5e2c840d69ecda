-- Claims that an article is home to or words; not those that are only proposed there, or turned out to be others.
SELECT
  claim.uid, claim.article, claim.serial, claim.statement, claim.kind, claim.status, claim.section,
  claim.because, claim.confidence, claim.merged_into
FROM claim
WHERE claim.merged_into IS NULL AND (claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence
    WHERE occurrence.article = :article AND occurrence.state <> 'proposed'))
ORDER BY claim.article <> :article, claim.article, claim.serial;
