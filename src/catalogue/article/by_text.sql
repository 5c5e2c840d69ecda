-- Other articles whose newest version has the same text.
SELECT article.key FROM version JOIN article ON article.uid = version.article
 WHERE version.text_sha256 = ?1 AND version.article <> ?2
   AND version.n = (SELECT max(n) FROM version AS newer WHERE newer.article = version.article)
 ORDER BY article.key
