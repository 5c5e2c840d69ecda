-- Waivers that know an address alone, with the record that has it.
SELECT waiver.uid, coalesce(
  (SELECT uid FROM article WHERE article.key = waiver.address),
  (SELECT claim.uid FROM claim JOIN article ON article.uid = claim.article WHERE article.key || '/' || claim.name = waiver.address),
  (SELECT reference.uid FROM reference JOIN article ON article.uid = reference.article
   WHERE article.key || '/' || reference.name = waiver.address)) AS found
FROM waiver
WHERE waiver.record IS NULL AND waiver.fingerprint IS NULL AND found IS NOT NULL
ORDER BY waiver.uid;
