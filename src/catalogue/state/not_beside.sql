DROP TABLE IF EXISTS temp.claim_state;
