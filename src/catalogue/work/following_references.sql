-- References to works that turned out to be others.
SELECT reference.uid FROM reference JOIN work ON work.uid = reference.work
WHERE work.merged_into IS NOT NULL
ORDER BY reference.uid;
