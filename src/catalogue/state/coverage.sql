-- Claims by home, kind, status, verdict and how they stand: how many, their sentences, and how many are due again: by their
-- reviewer's own date, or since the interval that follows their verdict.
SELECT
  article, kind, status, verdict, cited, verified, disputed, stale, count(*), sum(sentences),
  sum(CASE WHEN verdict IS NULL THEN 0 WHEN due_on IS NOT NULL THEN due_on <= :today ELSE reviewed_on <= CASE verdict
    WHEN 'supported' THEN :supported WHEN 'partly' THEN :partly WHEN 'not-supported' THEN :not_supported
    WHEN 'contradicted' THEN :contradicted ELSE :not_enough_evidence END END)
FROM claim_state
WHERE :article IS NULL OR article = :article
GROUP BY article, kind, status, verdict, cited, verified, disputed, stale;
