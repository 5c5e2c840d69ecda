-- The work that has any of these identifiers; a DOI weighs most. An ISBN names a book, not its chapters, so it does not count; an address may be that of many
-- pages.
-- One branch an identifier, so that each is looked up in its own index.
SELECT
  work.uid, work.key, work.doi, work.pmid, work.pmcid, work.isbn, work.nbk, work.arxiv, work.url, work.csl,
  work.abstract_text, work.publication_types, work.level, work.level_reason, work.seminal, work.superseded_by,
  work.merged_into
FROM work
WHERE merged_into IS NULL AND uid IN (
  SELECT uid FROM work WHERE doi = :doi AND merged_into IS NULL
  UNION ALL SELECT uid FROM work WHERE pmid = :pmid
  UNION ALL SELECT uid FROM work WHERE pmcid = :pmcid
  UNION ALL SELECT uid FROM work WHERE nbk = :nbk
  UNION ALL SELECT uid FROM work WHERE arxiv = :arxiv)
ORDER BY doi IS NOT :doi, uid
LIMIT 1;
