-- Reviews of a claim, in the order of the log.
SELECT
  review.uid, review.claim, review.person, review.reviewed_on, review.verdict, review.note, review.due_on,
  review.signature, review.settles, review.signed
FROM review
WHERE claim = ?
ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = review.uid), review.uid;
