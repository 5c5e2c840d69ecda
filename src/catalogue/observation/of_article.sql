-- Observations about the identifiers of an article's works, and about DOIs that entries print where their works have others.
WITH entries (uid, work, doi) AS (
  SELECT uid, work, lower(json_extract(csl, '$.DOI')) FROM reference WHERE article = :article
  UNION
  SELECT reference.uid, reference.work, lower(json_extract(reference.csl, '$.DOI'))
  FROM claim JOIN citation ON citation.claim = claim.uid JOIN reference ON reference.uid = citation.reference
  WHERE claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article)),
rests (uid) AS (SELECT DISTINCT work FROM entries WHERE work IS NOT NULL),
named (scheme, identifier) AS (
  SELECT 'doi', doi FROM (SELECT doi FROM rests JOIN work USING (uid) UNION SELECT doi FROM entries) WHERE doi IS NOT NULL
  UNION ALL SELECT 'pmid', pmid FROM rests JOIN work USING (uid) WHERE pmid IS NOT NULL
  UNION ALL SELECT 'pmcid', pmcid FROM rests JOIN work USING (uid) WHERE pmcid IS NOT NULL
  UNION ALL SELECT 'reference', uid FROM reference WHERE article = :article AND doi_printed IS NULL)
SELECT
  observation.uid, observation.service, observation.subject, observation.scheme, observation.identifier,
  observation.answer, observation.body_sha256, observation.first_asked_at, observation.asked_at
FROM named CROSS JOIN observation ON observation.scheme = named.scheme AND observation.identifier = named.identifier
ORDER BY observation.scheme, observation.identifier, observation.asked_at, observation.uid;
