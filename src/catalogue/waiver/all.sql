-- Every waiver, oldest first.
SELECT
  waiver.uid, waiver.rule, waiver.address, waiver.reason, waiver.person, waiver.waived_on, waiver.expires_on
FROM waiver
ORDER BY waived_on, uid;
