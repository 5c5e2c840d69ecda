-- The claims whose states are to be derived anew, by home article. :works and :references are those that changed besides, as JSON.
WITH RECURSIVE works (uid) AS (
  SELECT which FROM state_change WHERE what = 'work'
  UNION SELECT value FROM json_each(:works)
  UNION SELECT work.uid FROM works CROSS JOIN work ON work.merged_into = works.uid
  UNION SELECT work.uid FROM works CROSS JOIN work ON work.superseded_by = works.uid),
entries (uid) AS (
  SELECT which FROM state_change WHERE what = 'reference'
  UNION SELECT value FROM json_each(:references)
  UNION SELECT reference.uid FROM works CROSS JOIN reference ON reference.work = works.uid
  UNION SELECT reference.uid FROM state_change CROSS JOIN reference ON reference.article = which WHERE what = 'article'),
persons (uid) AS (
  SELECT which FROM state_change WHERE what = 'person'
  UNION SELECT person.uid FROM persons CROSS JOIN person ON person.merged_into = persons.uid),
assigned (article, claim) AS (
  SELECT article, claim FROM state_change CROSS JOIN assignment ON assignment.uid = which WHERE what = 'assignment'
  UNION SELECT article, claim FROM persons CROSS JOIN assignment ON assignment.person = persons.uid),
claims (uid) AS (
  SELECT which FROM state_change WHERE what = 'claim'
  UNION SELECT citation.claim FROM state_change CROSS JOIN citation ON citation.uid = which WHERE what = 'citation'
  UNION SELECT citation.claim FROM entries CROSS JOIN citation ON citation.reference = entries.uid
  UNION SELECT claim.uid FROM state_change CROSS JOIN claim ON claim.article = which WHERE what = 'article'
  UNION SELECT occurrence.claim FROM state_change CROSS JOIN occurrence ON occurrence.article = which WHERE what = 'article'
  UNION SELECT coalesce(assigned.claim, claim.uid) FROM assigned CROSS JOIN claim ON claim.article = assigned.article
  UNION SELECT review.claim FROM persons CROSS JOIN review ON review.person = persons.uid
  UNION SELECT citation.claim FROM persons CROSS JOIN reading ON reading.person = persons.uid
    CROSS JOIN citation ON citation.uid = reading.citation)
SELECT DISTINCT claim.article, claim.uid FROM claims CROSS JOIN claim AS named ON named.uid = claims.uid
CROSS JOIN claim ON claim.uid = coalesce(named.merged_into, named.uid)
ORDER BY claim.article, claim.uid;
