-- An article's list, entries of earlier versions included.
SELECT
  reference.uid, reference.article, reference.serial, reference.number, reference.section, reference.printed,
  reference.doi_printed, reference.csl, reference.work, reference.last_version,
  reference.retired_on
FROM reference
WHERE article = ?
ORDER BY serial;
