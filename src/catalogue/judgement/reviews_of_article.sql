-- Reviews of an article's claims, in the order of the log.
SELECT
  review.uid, review.claim, review.person, review.reviewed_on, review.verdict, review.note, review.due_on,
  review.signature, review.settles, review.signed
FROM review
JOIN claim ON claim.uid = review.claim
WHERE claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article AND occurrence.state <> 'proposed')
ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = review.uid), review.uid;
