-- Rows that were withdrawn and name one of these records.
SELECT DISTINCT withdrawn.uid FROM withdrawn, json_each(withdrawn."row") AS field
WHERE field.value IN (SELECT value FROM json_each(?))
ORDER BY withdrawn.uid;
