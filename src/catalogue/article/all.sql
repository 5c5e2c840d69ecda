-- Every article, by key.
SELECT
  article.uid, article.key, article.title, article.url, article.publisher, article.language, article.updated_on,
  article.last_reviewed_on
FROM article
ORDER BY key;
