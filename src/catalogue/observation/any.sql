-- Whether anything was heard of anything.
SELECT EXISTS (SELECT 1 FROM observation);
