-- Notices on the works of an article's references and of those its claims cite, and on what these works were merged into.
WITH RECURSIVE named (uid) AS (
  SELECT work FROM reference WHERE article = :article AND work IS NOT NULL
  UNION
  SELECT reference.work FROM reference JOIN citation ON citation.reference = reference.uid JOIN claim ON claim.uid = citation.claim
  WHERE reference.work IS NOT NULL
    AND (claim.article = :article OR claim.uid IN (SELECT claim FROM occurrence WHERE occurrence.article = :article AND occurrence.state <> 'proposed'))
  UNION
  SELECT work.merged_into FROM named CROSS JOIN work ON work.uid = named.uid WHERE work.merged_into IS NOT NULL)
SELECT
  notice.uid, notice.work, notice.kind, notice.source, notice.noticed_on, notice.doi, notice.label
FROM notice
WHERE work IN (SELECT uid FROM named)
ORDER BY work, noticed_on, uid;
