-- How many works there are.
SELECT count(*) FROM work WHERE merged_into IS NULL;
