-- The same of an article, a kind or a person.
SELECT rank, count(*) FROM claim_state
WHERE rank IS NOT NULL AND (:article IS NULL OR article = :article) AND (:kind IS NULL OR kind = :kind)
  AND (:whose IS NULL OR whose = :whose)
GROUP BY rank;
