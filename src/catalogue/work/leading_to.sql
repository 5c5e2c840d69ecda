-- A work, and those that turned out to be it or that it supersedes.
SELECT
  work.uid, work.key, work.doi, work.pmid, work.pmcid, work.isbn, work.nbk, work.arxiv, work.url, work.csl,
  work.abstract_text, work.publication_types, work.level, work.level_reason, work.seminal, work.superseded_by,
  work.merged_into
FROM work
WHERE uid = ?1 OR merged_into = ?1 OR superseded_by = ?1
ORDER BY uid;
