-- The next free N of rN.
SELECT coalesce(max(serial), 0) + 1 FROM reference WHERE article = ?;
