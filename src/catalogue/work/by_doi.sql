-- One work by its DOI; one that turned out to be another where none else has it.
SELECT
  work.uid, work.key, work.doi, work.pmid, work.pmcid, work.isbn, work.nbk, work.arxiv, work.url, work.csl,
  work.abstract_text, work.publication_types, work.level, work.level_reason, work.seminal, work.superseded_by,
  work.merged_into
FROM work
WHERE uid IN (
  SELECT uid FROM work WHERE doi = ?1 AND merged_into IS NULL
  UNION ALL SELECT uid FROM work WHERE doi = ?1 AND merged_into IS NOT NULL)
ORDER BY merged_into IS NOT NULL, uid
LIMIT 1;
