-- Works with what a list shows; parameters that are NULL do not filter.
SELECT
  work.uid, work.key, work.doi, work.pmid, work.csl,
  (SELECT count(*) FROM reference WHERE reference.work = work.uid) AS listed,
  (SELECT count(DISTINCT citation.claim) FROM citation JOIN reference ON reference.uid = citation.reference
    WHERE reference.work = work.uid AND citation.state = 'asserted') AS cited,
  (SELECT json_extract(answer, '$.state') FROM observation
    WHERE scheme = 'doi' AND identifier = work.doi AND subject = 'exists' ORDER BY asked_at DESC LIMIT 1) AS doi_state,
  EXISTS (SELECT 1 FROM notice WHERE notice.work = work.uid)
    OR EXISTS (SELECT 1 FROM observation WHERE scheme = 'doi' AND identifier = work.doi AND subject = 'notices'
      AND answer LIKE '{"notices":[{%')
    OR EXISTS (SELECT 1 FROM observation WHERE scheme = 'pmid' AND identifier = work.pmid AND subject = 'notices'
      AND answer LIKE '{"notices":[{%') AS noticed
FROM work
WHERE merged_into IS NULL
  AND (:article IS NULL OR EXISTS (SELECT 1 FROM reference WHERE reference.work = work.uid AND reference.article = :article))
  AND (:doi IS NULL OR work.doi = :doi)
  AND (:noticed_by IS NULL OR work.uid IN (
    SELECT notice.work FROM notice
    UNION
    SELECT named.uid FROM observation JOIN work AS named
      ON named.doi = observation.identifier AND named.doi IS NOT NULL AND named.merged_into IS NULL
    WHERE observation.service IN (SELECT value FROM json_each(:noticed_by))
      AND observation.subject = 'notices' AND observation.scheme = 'doi' AND observation.answer LIKE '{"notices":[{%'
    UNION
    SELECT named.uid FROM observation JOIN work AS named ON named.pmid = observation.identifier AND named.pmid IS NOT NULL
    WHERE observation.service IN (SELECT value FROM json_each(:noticed_by))
      AND observation.subject = 'notices' AND observation.scheme = 'pmid' AND observation.answer LIKE '{"notices":[{%'))
ORDER BY work.key
LIMIT :most;
