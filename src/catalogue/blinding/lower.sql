-- What is withheld is not there: these stand before the tables of their names.
CREATE TEMP VIEW IF NOT EXISTS review AS
SELECT given.* FROM main.review AS given
WHERE given.person IN (SELECT uid FROM temp.looker)
  OR NOT EXISTS (SELECT 1 FROM temp.open_claim WHERE open_claim.claim = given.claim);
CREATE TEMP VIEW IF NOT EXISTS reading AS
SELECT given.* FROM main.reading AS given
WHERE given.person IN (SELECT uid FROM temp.looker)
  OR NOT EXISTS (SELECT 1 FROM temp.open_claim JOIN main.citation ON citation.claim = open_claim.claim
    WHERE citation.uid = given.citation);
-- Their rows in the log, and those that somebody took back.
CREATE TEMP VIEW IF NOT EXISTS withheld_row (uid) AS
SELECT uid FROM main.review WHERE uid NOT IN (SELECT uid FROM temp.review)
UNION ALL
SELECT uid FROM main.reading WHERE uid NOT IN (SELECT uid FROM temp.reading)
UNION ALL
SELECT uid FROM main.withdrawn
WHERE entity IN ('review', 'reading') AND json_extract("row", '$.person') NOT IN (SELECT uid FROM temp.looker)
  AND (json_extract("row", '$.claim') IN (SELECT claim FROM temp.open_claim) OR json_extract("row", '$.citation') IN (
    SELECT citation.uid FROM temp.open_claim JOIN main.citation ON citation.claim = open_claim.claim));
