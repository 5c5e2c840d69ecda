-- The claims on which verdicts that stand differ.
SELECT claim.uid FROM claim_state CROSS JOIN claim ON claim.id = claim_state.id WHERE claim_state.disputed = 1;
