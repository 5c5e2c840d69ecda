-- What every work is known by, to tell whether an entry names one of them; where it is wanted, what those are known by that
-- turned out to be others, too.
SELECT coalesce(merged_into, uid), doi, pmid, pmcid, nbk, arxiv, url, CAST(json_extract(csl, '$.title') AS TEXT) FROM work
WHERE :merged OR merged_into IS NULL;
