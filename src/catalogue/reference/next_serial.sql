-- The next N of rN: numbers of what was withdrawn are not given again.
SELECT max(
  coalesce((SELECT max(serial) FROM reference WHERE article = ?1), 0),
  coalesce((SELECT max(serial) FROM withdrawn WHERE entity = 'reference' AND article = ?1), 0)) + 1;
