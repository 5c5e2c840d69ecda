-- Every version of an article, oldest first, without its bytes, text and blocks.
SELECT
  version.uid, version.article, version.n, version.sha256, version.text_sha256, version.imported_at,
  version.source, version.reader, version.encoding, x'', '', '[]'
FROM version
WHERE article = ?
ORDER BY n;
