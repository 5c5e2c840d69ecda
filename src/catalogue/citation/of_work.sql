-- Citations of a work with what a list shows, but no suggestions of a retired entry; parameters that are NULL do not filter.
SELECT
  article.key, claim.serial, claim.statement, home.key, reference.serial, reference.printed, work.key, work.doi,
  citation.origin, citation.state, citation.score, citation.strength, citation.because, citation.note, citation.uid,
  (SELECT stance FROM reading WHERE reading.citation = citation.uid AND retired_on IS NULL
    ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = reading.uid) DESC, uid DESC LIMIT 1),
  claim.uid, claim.kind
FROM work
CROSS JOIN reference ON reference.work = work.uid
JOIN article AS home ON home.uid = reference.article
JOIN citation ON citation.reference = reference.uid
JOIN claim ON claim.uid = citation.claim
JOIN article ON article.uid = claim.article
WHERE work.uid = :work AND article.retired_on IS NULL AND citation.merged_into IS NULL
  AND (citation.state <> 'suggested' OR reference.retired_on IS NULL)
  AND (:article IS NULL OR article.uid = :article)
  AND (:state IS NULL OR citation.state = :state)
ORDER BY article.key, claim.serial, home.key, reference.serial
LIMIT :most;
