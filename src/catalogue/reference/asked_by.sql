-- What the entries of an article's newest list may be asked about by: what they print, then what their works are known by.
-- One that prints a DOI is asked about by that alone, whatever else it says.
SELECT
  article.key, reference.serial, reference.uid, reference.printed, reference.doi_printed,
  CASE WHEN reference.doi_printed IS NULL THEN reference.csl ELSE '{}' END,
  work.pmid, work.pmcid, work.url, work.doi, coalesce(work.isbn, work.nbk, work.arxiv) IS NOT NULL
FROM article JOIN reference ON reference.article = article.uid
LEFT JOIN work AS named ON named.uid = reference.work
LEFT JOIN work ON work.uid = coalesce(named.merged_into, named.uid)
WHERE article.uid = ? AND reference.last_version IS NULL AND reference.retired_on IS NULL
ORDER BY reference.serial;
