-- The person of a declared id; of several, the one that others lead to.
SELECT
  person.uid, person.name, person.credentials, person.contact, person.declared_id, person.merged_into,
  person.retired_on
FROM person
WHERE declared_id = ?
ORDER BY merged_into IS NOT NULL, uid;
