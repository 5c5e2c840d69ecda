-- How many are due again since the day that the reviewer named.
SELECT count(*) FROM claim_state
WHERE holds = 1 AND due_on IS NOT NULL AND due_on <= :today
  AND (:kind IS NULL OR kind = :kind) AND (:whose IS NULL OR whose = :whose);
