-- Where the claims stand that an article is home to, or words: whether they wait or not, in the order of the queue.
SELECT
  claim.uid, claim_state.article, claim_state.kind, claim_state.status, claim_state.rank, claim_state.reasons,
  claim_state.stale_because, CASE WHEN claim_state.assigned THEN claim_state.whose END, claim_state.verdict,
  claim_state.reviewer, claim_state.reviewed_on, claim_state.due_on, claim_state.sentences, claim_state.disputed,
  claim_state.cited, claim_state.verified, claim_state.holds,
  article.key, claim.serial, claim.statement, (SELECT name FROM person WHERE person.uid = claim_state.whose)
FROM claim_state
CROSS JOIN claim ON claim.id = claim_state.id CROSS JOIN article ON article.uid = claim_state.article
WHERE claim_state.id IN (
  SELECT claim.id FROM claim WHERE claim.article = :article
  UNION
  SELECT claim.id FROM occurrence CROSS JOIN claim ON claim.uid = occurrence.claim
  WHERE occurrence.article = :article
    AND (occurrence.state <> 'proposed' OR occurrence.version = (SELECT max(n) FROM version WHERE article = :article)))
ORDER BY claim_state.rank, claim_state.since, claim_state.id;
