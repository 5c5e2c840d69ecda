-- An unchanged answer was heard again.
UPDATE observation SET asked_at = ?2 WHERE uid = ?1 AND asked_at < ?2;
