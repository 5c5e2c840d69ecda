-- Reviews of a claim, oldest first.
SELECT
  review.uid, review.claim, review.person, review.reviewed_on, review.verdict, review.note, review.due_on,
  review.signature
FROM review
WHERE claim = ?
ORDER BY reviewed_on, uid;
