-- Everybody who read or reviewed for the claims of an article.
WITH judge (uid) AS (
  SELECT review.person FROM review JOIN claim ON claim.uid = review.claim
  WHERE claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article AND occurrence.state <> 'proposed')
  UNION
  SELECT review.person FROM claim JOIN claim AS merged ON merged.merged_into = claim.uid JOIN review ON review.claim = merged.uid
  WHERE (claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article AND occurrence.state <> 'proposed'))
  UNION
  SELECT reading.person FROM reading JOIN citation ON citation.uid = reading.citation JOIN claim ON claim.uid = citation.claim
  WHERE claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article AND occurrence.state <> 'proposed'))
SELECT
  person.uid, person.name, person.credentials, person.contact, person.declared_id, person.merged_into,
  person.retired_on
FROM person
WHERE uid IN (SELECT uid FROM judge)
  OR uid IN (SELECT named.merged_into FROM judge JOIN person AS named USING (uid) WHERE named.merged_into IS NOT NULL)
ORDER BY uid;
