-- References of other articles that an article's claims cite.
SELECT
  reference.uid, reference.article, reference.serial, reference.number, reference.section, reference.printed,
  reference.doi_printed, reference.csl, reference.work, reference.last_version,
  reference.retired_on
FROM reference
WHERE reference.article <> :article AND reference.uid IN (
  SELECT citation.reference FROM citation JOIN claim ON claim.uid = citation.claim WHERE claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article AND occurrence.state <> 'proposed'))
ORDER BY reference.article, reference.serial;
