-- The same of a kind or a person.
SELECT rank, count(*) FROM claim_state
WHERE rank IS NOT NULL AND (:kind IS NULL OR kind = :kind)
  AND (:whose IS NULL OR whose = :whose)
GROUP BY rank;
