-- Takes a claim's state away, for the new one.
DELETE FROM claim_state WHERE id = (SELECT id FROM claim WHERE uid = ?);
