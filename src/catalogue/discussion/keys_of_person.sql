-- The keys of a person, and of those who turned out to be this one.
SELECT person_key.uid, person_key.person, person_key.public_key, person_key.added_on, person_key.retired_on
FROM person_key
WHERE person = ?1 OR person IN (SELECT uid FROM person WHERE merged_into = ?1)
ORDER BY added_on, uid;
