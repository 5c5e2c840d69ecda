-- The few claims that one of the filters leaves, with what a list shows; columns and parameters are those of list.sql. It starts
-- from the claims that fit that filter, and not from the articles in their order.
WITH fits (id) AS MATERIALIZED (
  SELECT claim.id FROM claim WHERE :filter = 'kind' AND claim.kind = :kind
  UNION ALL
  SELECT claim.id FROM json_each(:kinds) AS kinds CROSS JOIN claim ON claim.kind = kinds.value AND claim.status = :status
  WHERE :filter = 'status'
  UNION ALL
  SELECT claim.id FROM claim WHERE :filter = 'confidence' AND claim.confidence = :confidence
  UNION ALL
  -- A claim has its own reviews, and those of claims that turned out to be it.
  SELECT DISTINCT known.id FROM review CROSS JOIN claim AS judged ON judged.uid = review.claim
  CROSS JOIN claim AS known ON known.uid = coalesce(judged.merged_into, judged.uid)
  WHERE :filter = 'verdict' AND review.verdict = :verdict
  UNION ALL
  SELECT claim_state.id FROM claim_state WHERE :filter = 'unsupported' AND claim_state.cited = 0
)
SELECT
  article.key, claim.serial, claim.uid, claim.statement, claim.kind, claim.status, claim.section,
  (SELECT count(*) FROM citation WHERE citation.claim = claim.uid AND citation.state = 'asserted') AS asserted,
  (SELECT count(*) FROM citation WHERE citation.claim = claim.uid AND citation.state = 'suggested' AND citation.strength IS NOT 'weak'
    AND (SELECT retired_on FROM reference WHERE reference.uid = citation.reference) IS NULL) AS suggested,
  (SELECT verdict FROM review WHERE review.claim IN (SELECT claim.uid UNION ALL SELECT merged.uid FROM claim AS merged WHERE merged.merged_into = claim.uid)
    ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = review.uid) DESC, uid DESC LIMIT 1) AS verdict,
  0
FROM fits CROSS JOIN claim ON claim.id = fits.id CROSS JOIN article ON article.uid = claim.article
WHERE article.retired_on IS NULL AND claim.merged_into IS NULL
  AND (:kind IS NULL OR claim.kind = :kind)
  AND (:confidence IS NULL OR claim.confidence = :confidence)
  AND CASE WHEN :status IS NULL THEN claim.status IN ('proposed', 'accepted') ELSE claim.status = :status END
  AND (NOT :unsupported OR asserted = 0) AND (NOT :cited OR asserted > 0)
  AND (:verdict IS NULL OR verdict = :verdict) AND (NOT :unreviewed OR verdict IS NULL)
ORDER BY article.key, claim.serial
LIMIT :most;
