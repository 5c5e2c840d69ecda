-- References to works that turned out to be others.
SELECT reference.uid FROM work CROSS JOIN reference ON reference.work = work.uid
WHERE work.merged_into IS NOT NULL
ORDER BY reference.uid;
