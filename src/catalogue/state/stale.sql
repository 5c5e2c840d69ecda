-- The claims whose review no longer holds.
SELECT claim.uid FROM claim_state CROSS JOIN claim ON claim.id = claim_state.id WHERE claim_state.stale = 1;
