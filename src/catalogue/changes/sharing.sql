-- Articles, as JSON, and those that word their claims or rest on their lists, or whose claims they word.
WITH articles (uid) AS (SELECT value FROM json_each(:articles)),
shared (uid) AS (
  SELECT claim.uid FROM articles CROSS JOIN claim ON claim.article = articles.uid
  UNION SELECT occurrence.claim FROM articles CROSS JOIN occurrence ON occurrence.article = articles.uid
  UNION SELECT citation.claim FROM articles CROSS JOIN reference ON reference.article = articles.uid
    CROSS JOIN citation ON citation.reference = reference.uid)
SELECT uid FROM articles
UNION SELECT claim.article FROM shared CROSS JOIN claim ON claim.uid = shared.uid
UNION SELECT occurrence.article FROM shared CROSS JOIN occurrence ON occurrence.claim = shared.uid;
