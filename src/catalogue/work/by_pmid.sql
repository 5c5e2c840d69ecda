-- One work by its PubMed identifier.
SELECT
  work.uid, work.key, work.doi, work.pmid, work.pmcid, work.isbn, work.nbk, work.arxiv, work.url, work.csl,
  work.abstract_text, work.publication_types, work.level, work.level_reason, work.seminal, work.superseded_by,
  work.merged_into
FROM work
WHERE pmid = ? AND merged_into IS NULL
ORDER BY uid
LIMIT 1;
