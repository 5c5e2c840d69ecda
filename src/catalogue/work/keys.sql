-- Every name that an article or a work has.
SELECT key FROM work UNION ALL SELECT key FROM article;
