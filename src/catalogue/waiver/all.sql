-- Every waiver that was not taken back, in the order of the log, with the address that its record has now.
SELECT
  waiver.uid, waiver.rule,
  coalesce(
    (SELECT key FROM article WHERE article.uid = waiver.record),
    (SELECT article.key || '/' || claim.name FROM claim JOIN article ON article.uid = claim.article WHERE claim.uid = waiver.record),
    (SELECT article.key || '/' || reference.name
     FROM reference JOIN article ON article.uid = reference.article WHERE reference.uid = waiver.record),
    waiver.address),
  waiver.reason, waiver.person, waiver.waived_on, waiver.expires_on, waiver.record, waiver.retired_on, waiver.fingerprint
FROM waiver
WHERE waiver.retired_on IS NULL
ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = waiver.uid), uid;
