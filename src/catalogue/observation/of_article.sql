-- Observations about the identifiers of an article's works, and about its entries without any.
WITH RECURSIVE rests (uid) AS (
  SELECT work FROM reference WHERE article = :article AND work IS NOT NULL
  UNION
  SELECT reference.work
  FROM claim JOIN citation ON citation.claim = claim.uid JOIN reference ON reference.uid = citation.reference
  WHERE reference.work IS NOT NULL
    AND (claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article AND occurrence.state <> 'proposed'))
  UNION
  SELECT work.merged_into FROM rests CROSS JOIN work ON work.uid = rests.uid WHERE work.merged_into IS NOT NULL),
named (scheme, identifier) AS (
  SELECT 'doi', doi FROM rests JOIN work USING (uid) WHERE doi IS NOT NULL
  UNION ALL SELECT 'pmid', pmid FROM rests JOIN work USING (uid) WHERE pmid IS NOT NULL
  UNION ALL SELECT 'pmcid', pmcid FROM rests JOIN work USING (uid) WHERE pmcid IS NOT NULL
  UNION ALL SELECT 'reference', uid FROM reference WHERE article = :article AND doi_printed IS NULL)
SELECT
  observation.uid, observation.service, observation.subject, observation.scheme, observation.identifier,
  observation.answer, observation.body_sha256, observation.first_asked_at, observation.asked_at
FROM named CROSS JOIN observation ON observation.scheme = named.scheme AND observation.identifier = named.identifier
ORDER BY observation.scheme, observation.identifier, observation.asked_at, observation.uid;
