-- The articles that see something else once these rows have changed: :touched are rows, and rows that they name or named, :persons
-- are persons, as JSON. A uid that is no row of a table names nothing there.
WITH RECURSIVE touched (uid) AS (
  SELECT value FROM json_each(:touched)
  UNION SELECT conflict."row" FROM json_each(:touched) CROSS JOIN conflict ON conflict.uid = value
  -- A record that was to be added, and is in no table, belonged to these.
  UNION SELECT named.value FROM json_each(:touched) AS changed CROSS JOIN conflict ON conflict.uid = changed.value
    CROSS JOIN json_each(CASE WHEN json_valid(conflict.late) THEN conflict.late END) AS named
    WHERE named.key IN ('claim', 'citation', 'reference', 'article')),
persons (uid) AS (
  SELECT value FROM json_each(:persons)
  UNION SELECT person.uid FROM persons CROSS JOIN person ON person.merged_into = persons.uid),
works (uid) AS (
  SELECT uid FROM touched
  UNION SELECT notice.work FROM touched CROSS JOIN notice ON notice.uid = touched.uid
  UNION SELECT work.merged_into FROM works CROSS JOIN work ON work.uid = works.uid WHERE work.merged_into IS NOT NULL
  UNION SELECT work.uid FROM works CROSS JOIN work ON work.merged_into = works.uid
  UNION SELECT work.uid FROM works CROSS JOIN work ON work.superseded_by = works.uid),
entries (uid) AS (
  SELECT uid FROM touched
  UNION SELECT reference.uid FROM works CROSS JOIN reference ON reference.work = works.uid),
claims (uid) AS (
  SELECT uid FROM touched
  UNION SELECT occurrence.claim FROM touched CROSS JOIN occurrence ON occurrence.uid = touched.uid
  UNION SELECT citation.claim FROM touched CROSS JOIN citation ON citation.uid = touched.uid
  UNION SELECT review.claim FROM touched CROSS JOIN review ON review.uid = touched.uid
  UNION SELECT citation.claim FROM touched CROSS JOIN reading ON reading.uid = touched.uid
    CROSS JOIN citation ON citation.uid = reading.citation
  UNION SELECT citation.claim FROM entries CROSS JOIN citation ON citation.reference = entries.uid
  UNION SELECT review.claim FROM persons CROSS JOIN review ON review.person = persons.uid
  UNION SELECT citation.claim FROM persons CROSS JOIN reading ON reading.person = persons.uid
    CROSS JOIN citation ON citation.uid = reading.citation)
SELECT article.uid FROM touched CROSS JOIN article ON article.uid = touched.uid
UNION SELECT version.article FROM touched CROSS JOIN version ON version.uid = touched.uid
UNION SELECT article_person.article FROM touched CROSS JOIN article_person ON article_person.uid = touched.uid
UNION SELECT article_person.article FROM persons CROSS JOIN article_person ON article_person.person = persons.uid
UNION SELECT reference.article FROM entries CROSS JOIN reference ON reference.uid = entries.uid
UNION SELECT claim.article FROM claims CROSS JOIN claim ON claim.uid = claims.uid
UNION SELECT occurrence.article FROM claims CROSS JOIN occurrence ON occurrence.claim = claims.uid;
