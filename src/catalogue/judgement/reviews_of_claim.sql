-- Reviews of a claim and of those that turned out to be it, in the order of the log.
SELECT
  review.uid, ?1, review.person, review.reviewed_on, review.verdict, review.note, review.due_on,
  review.signature, review.settles, review.signed
FROM review
WHERE claim IN (SELECT ?1 UNION ALL SELECT uid FROM claim WHERE merged_into = ?1)
ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = review.uid), review.uid;
