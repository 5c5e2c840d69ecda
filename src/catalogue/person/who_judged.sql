-- Everybody who read or reviewed for the claims of an article.
SELECT
  person.uid, person.name, person.credentials, person.contact
FROM person
WHERE uid IN (
  SELECT review.person FROM review JOIN claim ON claim.uid = review.claim
  WHERE claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article)
  UNION
  SELECT reading.person FROM reading JOIN citation ON citation.uid = reading.citation JOIN claim ON claim.uid = citation.claim
  WHERE claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article))
ORDER BY uid;
