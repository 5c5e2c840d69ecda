-- Works that hold the words, best first.
SELECT work.uid, work.key, work.doi, work.csl
FROM work_fts JOIN work ON work.id = work_fts.rowid
WHERE work_fts MATCH ? AND work.merged_into IS NULL
ORDER BY work_fts.rank, work.key
LIMIT ?;
