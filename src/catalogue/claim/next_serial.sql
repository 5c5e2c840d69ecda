-- The next N of cN, behind the first number and up to the last: numbers of what was withdrawn are not given again.
SELECT max(
  ?2,
  coalesce((SELECT max(serial) FROM claim WHERE article = ?1 AND serial BETWEEN ?2 AND ?3), 0),
  coalesce((SELECT max(serial) FROM withdrawn WHERE entity = 'claim' AND article = ?1 AND serial BETWEEN ?2 AND ?3), 0)) + 1;
