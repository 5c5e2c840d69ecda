-- The article whose newest version came from a file.
SELECT
  article.uid, article.key, article.title, article.url, article.publisher, article.language, article.updated_on,
  article.last_reviewed_on, article.retired_on
FROM article
WHERE uid IN (
  SELECT v.article FROM version AS v
  WHERE v.source = ? AND v.n = (SELECT max(n) FROM version WHERE article = v.article))
ORDER BY key;
