-- Works by an identifier.
SELECT uid FROM work WHERE CASE :scheme WHEN 'doi' THEN doi = :identifier WHEN 'pmid' THEN pmid = :identifier
  ELSE pmcid = :identifier END;
