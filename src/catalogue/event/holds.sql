-- Whether an event with this hash is in the log.
SELECT EXISTS (SELECT 1 FROM event WHERE hash = ?);
