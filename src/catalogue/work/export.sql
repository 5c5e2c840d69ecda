-- Works as they are exported, of one article or all, with the abstract where it is asked for.
SELECT
  work.key, work.doi, work.pmid, work.pmcid, work.isbn, work.url, work.csl,
  CASE WHEN work.doi IS NOT NULL THEN coalesce((SELECT json_extract(answer, '$.state') FROM observation
    WHERE scheme = 'doi' AND identifier = work.doi AND subject = 'exists' ORDER BY asked_at DESC, uid DESC LIMIT 1),
    'unchecked') END,
  (SELECT count(*) FROM reference WHERE reference.work = work.uid),
  (SELECT count(DISTINCT citation.claim) FROM citation JOIN reference ON reference.uid = citation.reference
    WHERE reference.work = work.uid AND citation.state = 'asserted'),
  iif(:abstracts, work.abstract_text, NULL)
FROM work
WHERE merged_into IS NULL
  AND (:article IS NULL OR EXISTS (SELECT 1 FROM reference WHERE reference.work = work.uid AND reference.article = :article))
ORDER BY work.key;
