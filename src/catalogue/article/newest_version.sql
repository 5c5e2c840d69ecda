-- The newest version of an article, without its original bytes.
SELECT
  version.uid, version.article, version.n, version.sha256, version.text_sha256, version.imported_at,
  version.source, version.reader, version.encoding, x'', version.text, version.blocks
FROM version
WHERE article = ?
ORDER BY n DESC LIMIT 1;
