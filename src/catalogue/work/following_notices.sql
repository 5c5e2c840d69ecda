-- Notices on works that turned out to be others.
SELECT notice.uid FROM notice JOIN work ON work.uid = notice.work
WHERE work.merged_into IS NOT NULL
ORDER BY notice.uid;
