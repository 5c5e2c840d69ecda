-- How many reviews are due again since the settings' interval ended.
SELECT count(*) FROM claim_state
WHERE holds = 1 AND verdict = :verdict AND due_on IS NULL AND reviewed_on <= :reviewed_on
  AND (:kind IS NULL OR kind = :kind) AND (:whose IS NULL OR whose = :whose);
