-- The row of a table that was withdrawn, by its home article and its number there.
SELECT withdrawn.uid, withdrawn.entity, withdrawn.article, withdrawn.serial, withdrawn.withdrawn_at, withdrawn."row"
FROM withdrawn
WHERE entity = ? AND article = ? AND serial = ?;
