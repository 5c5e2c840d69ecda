-- The references to a work, wherever they are.
SELECT
  reference.uid, reference.article, reference.serial, reference.number, reference.section, reference.printed,
  reference.doi_printed, reference.csl, reference.work, reference.last_version,
  reference.retired_on
FROM reference
JOIN article ON article.uid = reference.article
WHERE reference.work = ?
ORDER BY article.key, reference.serial;
