-- Reviews that decide between others, with each of these others.
SELECT review.uid, settled.value FROM review, json_each(review.settles) AS settled
WHERE review.settles IS NOT NULL AND settled.value IN (SELECT value FROM json_each(?))
ORDER BY review.uid;
