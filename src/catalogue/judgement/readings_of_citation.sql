-- Readings of a citation, oldest first.
SELECT
  reading.uid, reading.citation, reading.person, reading.read_on, reading.stance, reading.quote, reading.finding,
  reading.locator, reading.read_as, reading.retired_on
FROM reading
WHERE citation = ?
ORDER BY read_on, uid;
