-- The rows that tell what happened to these claims, each with its claim: the claim, whatever turned out to be it, and what
-- words, backs, judges, says and asks something about either.
WITH own (claim, known_as) AS MATERIALIZED (
  SELECT value, value FROM json_each(?1)
  UNION ALL
  SELECT merged.uid, merged.merged_into FROM json_each(?1) JOIN claim AS merged ON merged.merged_into = value
),
cited (citation, known_as) AS MATERIALIZED (
  SELECT citation.uid, known_as FROM own CROSS JOIN citation ON citation.claim = own.claim
)
SELECT claim, known_as FROM own
UNION ALL SELECT occurrence.uid, known_as FROM own CROSS JOIN occurrence ON occurrence.claim = own.claim
UNION ALL SELECT review.uid, known_as FROM own CROSS JOIN review ON review.claim = own.claim
UNION ALL SELECT note.uid, known_as FROM own CROSS JOIN note ON note.claim = own.claim
UNION ALL SELECT assignment.uid, known_as FROM own CROSS JOIN assignment ON assignment.claim = own.claim
UNION ALL SELECT citation, known_as FROM cited
UNION ALL SELECT reading.uid, known_as FROM cited CROSS JOIN reading ON reading.citation = cited.citation;
