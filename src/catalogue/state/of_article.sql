-- The states of an article's own claims, in order of serial.
SELECT
  claim.uid, claim_state.article, claim_state.kind, claim_state.status, claim_state.rank, claim_state.reasons,
  claim_state.stale_because, CASE WHEN claim_state.assigned THEN claim_state.whose END, claim_state.verdict,
  claim_state.reviewer, claim_state.reviewed_on, claim_state.due_on, claim_state.sentences, claim_state.disputed,
  claim_state.cited, claim_state.verified, claim_state.holds
FROM claim CROSS JOIN claim_state ON claim_state.id = claim.id
WHERE claim.article = ?
ORDER BY claim.serial;
