-- Places in other articles of the claims that an article is home to; those that are only proposed where the newest version
-- has them.
SELECT
  occurrence.uid, occurrence.claim, occurrence.article, occurrence.version, occurrence.exact, occurrence.prefix,
  occurrence.suffix, occurrence."start", occurrence."end", occurrence.count, occurrence.state,
  occurrence.exact_with_markers, occurrence.heads, article.key
FROM claim
JOIN occurrence ON occurrence.claim = claim.uid AND occurrence.article <> claim.article
JOIN article ON article.uid = occurrence.article AND article.retired_on IS NULL
WHERE claim.article = ? AND (occurrence.state <> 'proposed'
  OR occurrence.version = (SELECT max(n) FROM version WHERE version.article = occurrence.article))
ORDER BY occurrence.claim, article.key, occurrence."start", occurrence.uid;
