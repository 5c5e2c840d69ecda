-- The paragraphs that are kept of an article in PubMed Central, in its order.
SELECT section, paragraph, text FROM passage WHERE pmcid = ? ORDER BY position;
