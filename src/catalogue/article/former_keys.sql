-- Keys that an article had before, as the log tells.
SELECT DISTINCT json_extract(event.before, '$.key')
FROM event JOIN article ON article.uid = event."row"
WHERE event."row" = ? AND event.entity = 'article' AND event.action = 'edit'
  AND json_extract(event.before, '$.key') <> article.key
ORDER BY 1;
