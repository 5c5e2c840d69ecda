-- What the entries of an article's newest list may be asked about by: what they print, then what their works are known by.
SELECT
  article.key, reference.serial, reference.uid, reference.printed, reference.doi_printed,
  json_extract(reference.csl, '$.DOI'), coalesce(json_extract(reference.csl, '$.PMID'), work.pmid),
  coalesce(json_extract(reference.csl, '$.PMCID'), work.pmcid), coalesce(json_extract(reference.csl, '$.URL'), work.url), work.doi,
  coalesce(json_extract(reference.csl, '$.ISBN'), work.isbn, work.nbk, work.arxiv) IS NULL
    AND json_extract(reference.csl, '$.type') IS NOT 'webpage' AND json_extract(reference.csl, '$.title') IS NOT NULL
    AND json_extract(reference.csl, '$.author') IS NOT NULL AND json_extract(reference.csl, '$.issued') IS NOT NULL
FROM article JOIN reference ON reference.article = article.uid
LEFT JOIN work AS named ON named.uid = reference.work
LEFT JOIN work ON work.uid = coalesce(named.merged_into, named.uid)
WHERE article.uid = ? AND reference.last_version IS NULL
ORDER BY reference.serial;
