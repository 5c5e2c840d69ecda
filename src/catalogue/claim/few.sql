-- Which of these filters leaves the fewest claims by itself, where it leaves fewer than a bound; parameters that are NULL do not
-- filter. What claims rest on is known where nothing of it is to be derived anew.
SELECT filter FROM (
  SELECT 'kind' AS filter, (SELECT count(*) FROM (SELECT 1 FROM claim WHERE claim.kind = :kind LIMIT :bound)) AS fits
  WHERE :kind IS NOT NULL
  UNION ALL
  SELECT 'status', (SELECT count(*) FROM (
    SELECT 1 FROM json_each(:kinds) AS kinds CROSS JOIN claim ON claim.kind = kinds.value AND claim.status = :status LIMIT :bound))
  WHERE :status IS NOT NULL
  UNION ALL
  SELECT 'confidence', (SELECT count(*) FROM (SELECT 1 FROM claim WHERE claim.confidence = :confidence LIMIT :bound))
  WHERE :confidence IS NOT NULL
  UNION ALL
  SELECT 'verdict', (SELECT count(*) FROM (SELECT 1 FROM review WHERE review.verdict = :verdict LIMIT :bound))
  WHERE :verdict IS NOT NULL
  UNION ALL
  SELECT 'unsupported', (SELECT count(*) FROM (SELECT 1 FROM claim_state WHERE claim_state.cited = 0 LIMIT :bound))
  WHERE :unsupported AND NOT EXISTS (SELECT 1 FROM state_change)
) WHERE fits < :bound ORDER BY fits LIMIT 1;
