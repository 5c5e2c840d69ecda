-- Of claims that an article is home to: their words in other articles, with the keys of these, in order.
SELECT occurrence.claim, article.key, occurrence.exact
FROM occurrence
JOIN claim ON claim.uid = occurrence.claim
JOIN article ON article.uid = occurrence.article
WHERE claim.article = :article AND occurrence.article <> :article AND occurrence.state NOT IN ('orphaned', 'proposed')
ORDER BY article.key, occurrence."start", occurrence.uid;
