-- Claims with what a list shows; parameters that are NULL do not filter. :article comes with :at_home: its own claims, or
-- those of other articles that it words. The order is that of two indices, so that a list of ten ends at the tenth.
SELECT
  article.key, claim.serial, claim.uid, claim.statement, claim.kind, claim.status, claim.section,
  (SELECT count(*) FROM citation WHERE citation.claim = claim.uid AND citation.state = 'asserted') AS asserted,
  (SELECT count(*) FROM citation WHERE citation.claim = claim.uid AND citation.state = 'suggested' AND citation.strength IS NOT 'weak'
    AND (SELECT retired_on FROM reference WHERE reference.uid = citation.reference) IS NULL) AS suggested,
  (SELECT verdict FROM review WHERE review.claim IN (SELECT claim.uid UNION ALL SELECT merged.uid FROM claim AS merged WHERE merged.merged_into = claim.uid)
    ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = review.uid) DESC, uid DESC LIMIT 1) AS verdict,
  claim.article <> :article AND NOT EXISTS (SELECT 1 FROM occurrence
    WHERE occurrence.claim = claim.uid AND occurrence.article = :article AND occurrence.state <> 'proposed')
FROM article CROSS JOIN claim ON claim.article = article.uid
WHERE article.retired_on IS NULL AND claim.merged_into IS NULL AND CASE
    WHEN :article IS NULL THEN 1
    WHEN :at_home THEN article.uid = :article
    ELSE article.uid <> :article AND claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article
      AND (occurrence.state <> 'proposed' OR occurrence.version = (SELECT max(n) FROM version WHERE article = :article))) END
  AND (:kind IS NULL OR EXISTS (SELECT 1 FROM claim AS any_claim WHERE any_claim.kind = :kind)) -- or nothing is gone through
  AND (:kind IS NULL OR claim.kind = :kind)
  AND (:confidence IS NULL OR claim.confidence = :confidence)
  AND CASE WHEN :status IS NULL THEN claim.status IN ('proposed', 'accepted') ELSE claim.status = :status END
  AND (NOT :unsupported OR asserted = 0)
  AND (:verdict IS NULL OR verdict = :verdict)
ORDER BY article.key, claim.serial
LIMIT :most;
