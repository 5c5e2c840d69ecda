-- Readings of citations that turned out to be others.
SELECT reading.uid FROM reading JOIN citation ON citation.uid = reading.citation
WHERE citation.merged_into IS NOT NULL
ORDER BY reading.uid;
