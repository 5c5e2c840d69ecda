-- Rows of a table that were withdrawn and have this value in a field, the last one first.
SELECT withdrawn.uid, withdrawn.entity, withdrawn.article, withdrawn.serial, withdrawn.withdrawn_at, withdrawn."row"
FROM withdrawn
WHERE entity = ? AND json_extract("row", '$.' || ?) = ?
ORDER BY withdrawn_at DESC, uid;
