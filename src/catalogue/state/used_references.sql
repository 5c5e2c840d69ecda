-- Entries of the newest lists, and those of them that no claim cites, by article.
SELECT article, count(*), sum(NOT EXISTS (
  SELECT 1 FROM citation WHERE citation.reference = reference.uid AND citation.state = 'asserted'))
FROM article AS home CROSS JOIN reference ON reference.article = home.uid
WHERE last_version IS NULL AND reference.retired_on IS NULL AND (:article IS NULL OR home.uid = :article)
GROUP BY article;
