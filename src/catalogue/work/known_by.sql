-- What every work is known by, to tell whether an entry names one of them.
SELECT uid, doi, pmid, pmcid, nbk, arxiv, url, CAST(json_extract(csl, '$.title') AS TEXT) FROM work WHERE merged_into IS NULL;
