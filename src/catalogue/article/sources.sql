-- The file that the newest version of each article came from.
SELECT v.source
FROM version AS v
WHERE v.source IS NOT NULL AND v.n = (SELECT max(n) FROM version WHERE article = v.article)
ORDER BY v.source;
