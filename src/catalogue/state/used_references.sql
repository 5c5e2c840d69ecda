-- Entries of the newest lists, and those of them that no claim cites, by article.
SELECT article, count(*), sum(NOT EXISTS (
  SELECT 1 FROM citation WHERE citation.reference = reference.uid AND citation.state = 'asserted'))
FROM reference
WHERE last_version IS NULL AND retired_on IS NULL AND (:article IS NULL OR article = :article)
GROUP BY article;
