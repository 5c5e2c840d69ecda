-- One article.
SELECT
  article.uid, article.key, article.title, article.url, article.publisher, article.language, article.updated_on,
  article.last_reviewed_on, article.retired_on
FROM article
WHERE key = ?;
