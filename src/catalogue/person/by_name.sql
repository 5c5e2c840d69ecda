-- People of a name.
SELECT
  person.uid, person.name, person.credentials, person.contact
FROM person
WHERE name = ?
ORDER BY uid;
