-- Readings of the citations of an article's claims, in the order of the log.
SELECT
  reading.uid, reading.citation, reading.person, reading.read_on, reading.stance, reading.quote, reading.finding,
  reading.locator, reading.read_as, reading.retired_on
FROM reading
JOIN citation ON citation.uid = reading.citation JOIN claim ON claim.uid = citation.claim
WHERE claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article AND occurrence.state <> 'proposed')
ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = reading.uid), reading.uid;
