-- Where each claim stands is derived anew.
INSERT OR IGNORE INTO state_change SELECT 'claim', uid FROM claim;
