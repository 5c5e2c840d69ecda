-- Works by an identifier. The index of DOIs leaves out works that turned out to be another; there are few of those.
SELECT uid FROM work WHERE :scheme = 'doi' AND doi = :identifier AND merged_into IS NULL
UNION ALL SELECT uid FROM work WHERE :scheme = 'doi' AND doi = :identifier AND merged_into IS NOT NULL
UNION ALL SELECT uid FROM work WHERE :scheme = 'pmid' AND pmid = :identifier
UNION ALL SELECT uid FROM work WHERE :scheme = 'pmcid' AND pmcid = :identifier;
