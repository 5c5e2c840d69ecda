-- Every review, as it is stored.
SELECT
  review.uid, review.claim, review.person, review.reviewed_on, review.verdict, review.note, review.due_on,
  review.signature, review.settles, review.signed
FROM review
ORDER BY review.uid;
