-- References with what a list shows; parameters that are NULL do not filter.
SELECT
  article.key, reference.serial, reference.uid, reference.number, reference.printed, reference.doi_printed, reference.csl,
  work.key, work.doi, reference.last_version,
  (SELECT count(*) FROM citation WHERE citation.reference = reference.uid AND citation.state = 'asserted') AS cited,
  reference.section, reference.work
FROM article CROSS JOIN reference ON reference.article = article.uid
LEFT JOIN work ON work.uid = reference.work
WHERE CASE WHEN :retired THEN reference.retired_on IS NOT NULL ELSE coalesce(reference.retired_on, article.retired_on) IS NULL END
  AND (:article IS NULL OR article.uid = :article)
  AND (:doi IS NULL OR work.doi = :doi)
  AND (NOT :uncited OR cited = 0)
ORDER BY article.key, reference.serial
LIMIT :most;
