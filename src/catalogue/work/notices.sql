-- Notices on a work.
SELECT
  notice.uid, notice.work, notice.kind, notice.source, notice.noticed_on, notice.doi, notice.label
FROM notice
WHERE work = ?
ORDER BY noticed_on, uid;
