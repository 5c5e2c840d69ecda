-- Every DOI and PubMed identifier of a work, out of their indices.
SELECT 'doi', doi FROM work WHERE doi IS NOT NULL AND merged_into IS NULL
UNION ALL
SELECT 'pmid', pmid FROM work WHERE pmid IS NOT NULL;
