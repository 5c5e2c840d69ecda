-- Works with what a list shows; parameters that are NULL do not filter.
SELECT
  work.uid, work.key, work.doi, work.pmid, work.csl,
  (SELECT count(*) FROM reference WHERE reference.work = work.uid) AS listed,
  (SELECT count(DISTINCT citation.claim) FROM citation JOIN reference ON reference.uid = citation.reference
    WHERE reference.work = work.uid AND citation.state = 'asserted') AS cited,
  (SELECT json_extract(answer, '$.state') FROM observation
    WHERE scheme = 'doi' AND identifier = work.doi AND subject = 'exists' ORDER BY asked_at DESC LIMIT 1) AS doi_state
FROM work
WHERE merged_into IS NULL
  AND (:article IS NULL OR EXISTS (SELECT 1 FROM reference WHERE reference.work = work.uid AND reference.article = :article))
  AND (:doi IS NULL OR work.doi = :doi)
ORDER BY work.key
LIMIT :most;
