-- The columns of the view, for export; one article or all, with or without suggestions.
SELECT
  article, claim, section, statement, kind, status, reference, origin, state, stance, work, doi, title, year, container,
  quote, finding, locator, read_as, doi_state, notices, verdict, reviewer, reviewed_on, review_due
FROM claim_evidence
WHERE (:article IS NULL OR article = :article);
