-- One version of an article, whole.
SELECT
  version.uid, version.article, version.n, version.sha256, version.text_sha256, version.imported_at,
  version.source, version.reader, version.encoding, version.original, version.text, version.blocks
FROM version
WHERE article = ? AND n = ?;
