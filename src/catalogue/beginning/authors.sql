-- The authors of each work, as its CSL item has them.
SELECT key, json_extract(csl, '$.author') FROM work
WHERE merged_into IS NULL AND json_extract(csl, '$.author') IS NOT NULL ORDER BY key;
