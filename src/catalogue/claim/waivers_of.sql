-- Waivers of findings about a record, ended ones among them.
SELECT
  waiver.uid, waiver.rule, waiver.address, waiver.reason, waiver.person, waiver.waived_on, waiver.expires_on, waiver.record,
  waiver.retired_on, waiver.fingerprint
FROM waiver
WHERE record = ?
ORDER BY uid;
