-- Everybody, by name.
SELECT
  person.uid, person.name, person.credentials, person.contact, person.declared_id, person.merged_into,
  person.retired_on
FROM person
ORDER BY name, uid;
