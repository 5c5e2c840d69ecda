-- Notices on the works of an article's references and of those its claims cite.
SELECT
  notice.uid, notice.work, notice.kind, notice.source, notice.noticed_on, notice.doi, notice.label
FROM notice
WHERE work IN (
  SELECT work FROM reference WHERE article = :article
  UNION
  SELECT reference.work FROM reference JOIN citation ON citation.reference = reference.uid JOIN claim ON claim.uid = citation.claim
  WHERE claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article AND occurrence.state <> 'proposed'))
ORDER BY work, noticed_on, uid;
