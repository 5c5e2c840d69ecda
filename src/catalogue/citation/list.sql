-- Citations with what a list shows, but no suggestions of a retired entry; parameters that are NULL do not filter.
SELECT
  article.key, claim.serial, claim.statement, home.key, reference.serial, reference.printed, work.key, work.doi,
  citation.origin, citation.state, citation.score, citation.strength, citation.because, citation.note, citation.uid,
  (SELECT stance FROM reading WHERE reading.citation = citation.uid AND retired_on IS NULL
    ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = reading.uid) DESC, uid DESC LIMIT 1),
  claim.uid, claim.kind
FROM article CROSS JOIN claim ON claim.article = article.uid
CROSS JOIN citation ON citation.claim = claim.uid
JOIN reference ON reference.uid = citation.reference
JOIN article AS home ON home.uid = reference.article
LEFT JOIN work ON work.uid = reference.work
WHERE article.retired_on IS NULL AND citation.merged_into IS NULL AND (:article IS NULL OR article.uid = :article)
  AND (citation.state <> 'suggested' OR reference.retired_on IS NULL)
  AND CASE WHEN :state IS NULL THEN citation.state = 'asserted' ELSE citation.state = :state END
ORDER BY article.key, claim.serial, reference.serial
LIMIT :most;
