-- The next free N of cN.
SELECT coalesce(max(serial), 0) + 1 FROM claim WHERE article = ?;
