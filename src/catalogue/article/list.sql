-- Articles with what they hold, by key; parameters that are NULL do not filter.
SELECT
  a.uid,
  (SELECT count(*) FROM claim WHERE article = a.uid AND merged_into IS NULL AND status IN ('proposed', 'accepted')),
  (SELECT count(*) FROM claim WHERE article = a.uid AND merged_into IS NULL AND status = 'proposed'),
  (SELECT count(*) FROM claim WHERE article = a.uid AND merged_into IS NULL AND status IN ('proposed', 'accepted') AND NOT EXISTS (
    SELECT 1 FROM citation WHERE citation.claim = claim.uid AND citation.state = 'asserted')),
  (SELECT count(*) FROM reference WHERE article = a.uid AND last_version IS NULL AND retired_on IS NULL),
  (SELECT count(*) FROM version WHERE article = a.uid),
  (SELECT count(*) FROM claim WHERE article = a.uid AND merged_into IS NULL AND status IN ('proposed', 'accepted')
    AND EXISTS (SELECT 1 FROM review WHERE review.claim IN (SELECT claim.uid UNION ALL SELECT merged.uid FROM claim AS merged WHERE merged.merged_into = claim.uid)))
FROM article AS a
WHERE CASE WHEN :article IS NULL THEN (a.retired_on IS NOT NULL) = :retired ELSE a.uid = :article END
ORDER BY a.key
LIMIT :most;
