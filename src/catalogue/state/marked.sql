-- Of these claims, those whose review no longer holds and those on which verdicts that stand differ.
SELECT claim.uid, claim_state.stale, claim_state.disputed
FROM json_each(?) AS wanted
CROSS JOIN claim ON claim.uid = wanted.value CROSS JOIN claim_state ON claim_state.id = claim.id
WHERE claim_state.stale = 1 OR claim_state.disputed = 1;
