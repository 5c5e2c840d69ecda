-- Readings of citations that turned out to be others.
SELECT reading.uid FROM citation CROSS JOIN reading ON reading.citation = citation.uid
WHERE citation.merged_into IS NOT NULL
ORDER BY reading.uid;
