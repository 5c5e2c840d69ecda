-- Works of an article's references and of those its claims cite.
SELECT
  work.uid, work.key, work.doi, work.pmid, work.pmcid, work.isbn, work.nbk, work.arxiv, work.url, work.csl,
  work.abstract_text, work.publication_types, work.level, work.level_reason, work.seminal, work.superseded_by,
  work.merged_into
FROM work
WHERE uid IN (
  SELECT work FROM reference WHERE article = :article
  UNION
  SELECT reference.work FROM reference JOIN citation ON citation.reference = reference.uid JOIN claim ON claim.uid = citation.claim
  WHERE claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article))
ORDER BY key;
