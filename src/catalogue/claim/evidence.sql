-- The columns of the view claim_evidence, for export: of one article or all, asserted citations and, if wanted,
-- suggested ones, of entries that are not retired. A claim whose citations do not count is one row without them. Then what identifies the rows' state.
SELECT
  article.key, article.key || '/' || claim.name, claim.section, claim.statement, claim.kind, claim.status,
  CASE WHEN reference.article = article.uid THEN article.key
    ELSE (SELECT home.key FROM article AS home WHERE home.uid = reference.article) END || '/' || reference.name, citation.origin, citation.state,
  reading.stance, work.key, work.doi, json_extract(work.csl, '$.title'),
  CAST(json_extract(work.csl, '$.issued."date-parts"[0][0]') AS TEXT), json_extract(work.csl, '$."container-title"'),
  reading.quote, coalesce(reading.finding, citation.note), reading.locator, reading.read_as,
  CASE WHEN work.doi IS NOT NULL THEN coalesce((SELECT json_extract(answer, '$.state') FROM observation
    WHERE scheme = 'doi' AND identifier = work.doi AND subject = 'exists' ORDER BY asked_at DESC, uid DESC LIMIT 1),
    'unchecked') END,
  (SELECT group_concat(kind, '; ') FROM notice WHERE notice.work = work.uid),
  review.verdict, person.name, review.reviewed_on, review.due_on,
  claim.uid, claim.because, citation.uid, citation.strength, citation.because, citation.note, citation.merged_into,
  review.note, person.credentials
FROM article
CROSS JOIN claim ON claim.article = article.uid
LEFT JOIN citation ON citation.claim = claim.uid
  AND (citation.state = 'asserted' OR (:suggestions AND citation.state = 'suggested'
    AND (SELECT retired_on FROM reference WHERE reference.uid = citation.reference) IS NULL))
LEFT JOIN reference ON reference.uid = citation.reference
LEFT JOIN work ON work.uid = reference.work
LEFT JOIN reading ON reading.uid =
  (SELECT uid FROM reading WHERE reading.citation = citation.uid AND retired_on IS NULL
    ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = reading.uid) DESC, uid DESC LIMIT 1)
LEFT JOIN review ON review.uid = CASE -- most claims have none, and nothing is put in order for them
  WHEN EXISTS (SELECT 1 FROM review WHERE review.claim = claim.uid)
    OR EXISTS (SELECT 1 FROM claim AS merged WHERE merged.merged_into = claim.uid)
  THEN (SELECT uid FROM review WHERE review.claim IN (SELECT claim.uid UNION ALL SELECT merged.uid FROM claim AS merged WHERE merged.merged_into = claim.uid)
    ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = review.uid) DESC, uid DESC LIMIT 1) END
LEFT JOIN person AS named ON named.uid = review.person
LEFT JOIN person ON person.uid = coalesce(named.merged_into, named.uid)
WHERE article.retired_on IS NULL AND claim.merged_into IS NULL AND (:article IS NULL OR article.uid = :article)
ORDER BY article.key, claim.serial, reference.serial;
