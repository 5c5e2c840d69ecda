-- Claims on which more than one opinion is wanted, and on which that of whoever looks is still to come. Whoever has given a
-- verdict has an opinion; where enough others have given theirs, nobody else's is wanted.
CREATE TEMP VIEW open_claim (claim) AS
SELECT of_claim.uid FROM (
  SELECT claim.uid AS uid, coalesce(
    (SELECT n FROM temp.wanted WHERE wanted.article = home."key"),
    (SELECT n FROM temp.wanted WHERE wanted.kind = claim.kind),
    (SELECT n FROM temp.wanted WHERE wanted.kind IS NULL AND wanted.article IS NULL)) AS n
  FROM main.claim JOIN main.article AS home ON home.uid = claim.article) AS of_claim
WHERE of_claim.n > 1
  AND NOT EXISTS (SELECT 1 FROM main.review AS own WHERE own.claim = of_claim.uid AND own.person IN (SELECT uid FROM temp.looker))
  AND of_claim.n > (SELECT count(DISTINCT coalesce(person.merged_into, person.uid))
    FROM main.review AS given JOIN main.person ON person.uid = given.person WHERE given.claim = of_claim.uid);
