-- The next N of cN: numbers of what was withdrawn are not given again.
SELECT max(
  coalesce((SELECT max(serial) FROM claim WHERE article = ?1), 0),
  coalesce((SELECT max(serial) FROM withdrawn WHERE entity = 'claim' AND article = ?1), 0)) + 1;
