-- Whether an event whose hash begins so is in the log.
SELECT EXISTS (SELECT 1 FROM event WHERE substr(hash, 1, length(?1)) = ?1);
