-- Claims on which more than one opinion is wanted, and on which that of whoever looks is still to come. An opinion is a verdict, and
-- a reading of each source that the claim cites; where enough others have given theirs, nobody else's is wanted. A claim that
-- turned out to be another is as open as that.
CREATE TEMP VIEW open_claim (claim) AS
SELECT asked.uid FROM (
  SELECT named.uid AS uid, of_claim.uid AS kept, coalesce(
    (SELECT n FROM temp.wanted WHERE wanted.article = home."key"),
    (SELECT n FROM temp.wanted WHERE wanted.kind = of_claim.kind),
    (SELECT n FROM temp.wanted WHERE wanted.kind IS NULL AND wanted.article IS NULL)) AS n
  FROM main.claim AS named
  JOIN main.claim AS of_claim ON of_claim.uid = coalesce(named.merged_into, named.uid)
  JOIN main.article AS home ON home.uid = of_claim.article) AS asked
WHERE asked.n > 1 AND asked.n > (
  -- One's own is enough.
  SELECT CASE WHEN max(giver IN (SELECT uid FROM temp.looker)) THEN asked.n ELSE count(*) END FROM (
    SELECT DISTINCT coalesce(person.merged_into, person.uid) AS giver
    FROM main.review AS given JOIN main.person ON person.uid = given.person
    WHERE given.claim IN (
        SELECT asked.kept UNION ALL SELECT merged.uid FROM main.claim AS merged WHERE merged.merged_into = asked.kept)
      AND NOT EXISTS (
        SELECT 1 FROM main.citation
        WHERE citation.claim = asked.kept AND citation.state = 'asserted' AND citation.merged_into IS NULL
          AND NOT EXISTS (
            SELECT 1 FROM main.reading JOIN main.person AS reader ON reader.uid = reading.person
            WHERE reading.citation = citation.uid AND reading.retired_on IS NULL
              AND coalesce(reader.merged_into, reader.uid) = coalesce(person.merged_into, person.uid)))));
