-- Notices on works that turned out to be others.
SELECT notice.uid FROM work CROSS JOIN notice ON notice.work = work.uid
WHERE work.merged_into IS NOT NULL
ORDER BY notice.uid;
