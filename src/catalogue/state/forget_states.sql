-- Every state is taken away, for those that are derived anew.
DELETE FROM claim_state;
