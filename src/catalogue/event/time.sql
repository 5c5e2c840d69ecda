-- When the event with this hash, or with one that begins so, was written.
SELECT at FROM event WHERE substr(hash, 1, length(?1)) = ?1 ORDER BY at LIMIT 1;
