-- Claims with what a list shows, of their own article or of all; parameters that are NULL do not filter. The order is that of two
-- indices, so that a list of ten ends at the tenth.
SELECT
  article.key, claim.serial, claim.uid, claim.statement, claim.kind, claim.status, claim.section,
  (SELECT count(*) FROM citation WHERE citation.claim = claim.uid AND citation.state = 'asserted') AS asserted,
  (SELECT count(*) FROM citation WHERE citation.claim = claim.uid AND citation.state = 'suggested' AND citation.strength IS NOT 'weak'
    AND (SELECT retired_on FROM reference WHERE reference.uid = citation.reference) IS NULL) AS suggested,
  (SELECT verdict FROM review WHERE review.claim IN (SELECT claim.uid UNION ALL SELECT merged.uid FROM claim AS merged WHERE merged.merged_into = claim.uid)
    ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = review.uid) DESC, uid DESC LIMIT 1) AS verdict,
  0
FROM article CROSS JOIN claim ON claim.article = article.uid
WHERE article.retired_on IS NULL AND claim.merged_into IS NULL AND (:article IS NULL OR article.uid = :article)
  AND (:kind IS NULL OR claim.kind = :kind)
  AND (:confidence IS NULL OR claim.confidence = :confidence)
  AND CASE WHEN :status IS NULL THEN claim.status IN ('proposed', 'accepted') ELSE claim.status = :status END
  AND (NOT :unsupported OR asserted = 0) AND (NOT :cited OR asserted > 0)
  AND (:verdict IS NULL OR verdict = :verdict) AND (NOT :unreviewed OR verdict IS NULL)
ORDER BY article.key, claim.serial
LIMIT :most;
