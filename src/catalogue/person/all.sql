-- Everybody, by name.
SELECT
  person.uid, person.name, person.credentials, person.contact
FROM person
ORDER BY name, uid;
