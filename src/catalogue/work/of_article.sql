-- Works of an article's references and of those its claims cite, those that turned out to be one of them, and what they turned out to be.
WITH RECURSIVE named (uid) AS (
  SELECT work FROM reference WHERE article = :article AND work IS NOT NULL
  UNION
  SELECT reference.work FROM reference JOIN citation ON citation.reference = reference.uid JOIN claim ON claim.uid = citation.claim
  WHERE reference.work IS NOT NULL
    AND (claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article AND occurrence.state <> 'proposed'))
  UNION
  SELECT work.uid FROM named JOIN work ON work.merged_into = named.uid
  UNION
  SELECT work.merged_into FROM named JOIN work ON work.uid = named.uid WHERE work.merged_into IS NOT NULL)
SELECT
  work.uid, work.key, work.doi, work.pmid, work.pmcid, work.isbn, work.nbk, work.arxiv, work.url, work.csl,
  work.abstract_text, work.publication_types, work.level, work.level_reason, work.seminal, work.superseded_by,
  work.merged_into
FROM work
WHERE uid IN (SELECT uid FROM named)
ORDER BY key;
