-- The SHA-256 of the abstract that was left out of one work.
SELECT value FROM meta WHERE key = ? AND value <> '';
