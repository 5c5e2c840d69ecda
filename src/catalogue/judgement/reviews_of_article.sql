-- Reviews of an article's claims and of those that turned out to be one of them, in the order of the log.
WITH counting (uid, claim) AS (
  SELECT review.uid, claim.uid FROM claim JOIN review ON review.claim = claim.uid
  WHERE claim.merged_into IS NULL AND (claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article AND occurrence.state <> 'proposed'))
  UNION ALL
  SELECT review.uid, claim.uid
  FROM claim JOIN claim AS merged ON merged.merged_into = claim.uid JOIN review ON review.claim = merged.uid
  WHERE (claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article AND occurrence.state <> 'proposed')))
SELECT
  review.uid, counting.claim, review.person, review.reviewed_on, review.verdict, review.note, review.due_on,
  review.signature, review.settles, review.signed
FROM counting JOIN review ON review.uid = counting.uid
ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = review.uid), review.uid;
