-- How many opinions are wanted: of claims of a kind, of an article's claims, and of all others.
CREATE TEMP TABLE wanted AS
SELECT json_extract(value, '$.kind') AS kind, json_extract(value, '$.article') AS article, json_extract(value, '$.n') AS n
FROM json_each(:wanted)
