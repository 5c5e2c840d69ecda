-- Of claims that an article words and another one is home to: their words there, the first place first, and how many of
-- the same stand before that.
SELECT
  occurrence.claim, occurrence.exact,
  (SELECT count(*) FROM occurrence AS same
   WHERE same.article = occurrence.article AND same.exact = occurrence.exact AND same.state <> 'orphaned'
     AND same."start" < occurrence."start")
FROM occurrence JOIN claim ON claim.uid = occurrence.claim AND claim.article = occurrence.article
WHERE claim.article <> :article
  AND claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article AND occurrence.state <> 'proposed')
ORDER BY occurrence.state = 'orphaned' DESC, occurrence."start" DESC, occurrence.uid;
