-- Everybody's keys.
SELECT person_key.uid, person_key.person, person_key.public_key, person_key.added_on, person_key.retired_on
FROM person_key
ORDER BY added_on, uid;
