-- The next N of rN, behind the first number and up to the last: numbers of what was withdrawn are not given again.
SELECT max(
  ?2,
  coalesce((SELECT max(serial) FROM reference WHERE article = ?1 AND serial BETWEEN ?2 AND ?3), 0),
  coalesce((SELECT max(serial) FROM withdrawn WHERE entity = 'reference' AND article = ?1 AND serial BETWEEN ?2 AND ?3), 0)) + 1;
