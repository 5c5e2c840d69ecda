-- What entries themselves may be asked about by.
SELECT uid, coalesce(doi_printed, json_extract(csl, '$.DOI')), json_extract(csl, '$.PMID'), json_extract(csl, '$.PMCID')
FROM reference;
