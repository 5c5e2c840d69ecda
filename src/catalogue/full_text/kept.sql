-- Of which articles paragraphs are kept.
SELECT DISTINCT pmcid FROM passage;
