-- Claims that wait, between two ranks, the first of them.
SELECT
  claim.uid, claim_state.article, claim_state.kind, claim_state.status, claim_state.rank, claim_state.reasons,
  claim_state.stale_because, CASE WHEN claim_state.assigned THEN claim_state.whose END, claim_state.verdict,
  claim_state.reviewer, claim_state.reviewed_on, claim_state.due_on, claim_state.sentences, claim_state.disputed,
  claim_state.cited, claim_state.verified, claim_state.holds,
  article.key, claim.serial, claim.statement, (SELECT name FROM person WHERE person.uid = claim_state.whose)
FROM claim_state
CROSS JOIN claim ON claim.id = claim_state.id CROSS JOIN article ON article.uid = claim_state.article
WHERE claim_state.rank IS NOT NULL AND claim_state.rank BETWEEN :from AND :to
  AND (:kind IS NULL OR claim_state.kind = :kind) AND (:whose IS NULL OR claim_state.whose = :whose)
ORDER BY claim_state.rank, claim_state.since, claim_state.id
LIMIT :most;
