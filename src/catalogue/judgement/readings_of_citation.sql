-- Readings of a citation, in the order of the log.
SELECT
  reading.uid, reading.citation, reading.person, reading.read_on, reading.stance, reading.quote, reading.finding,
  reading.locator, reading.read_as, reading.retired_on
FROM reading
WHERE citation = ?
ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = reading.uid), reading.uid;
