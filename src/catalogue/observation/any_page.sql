-- Whether any page was ever asked.
SELECT EXISTS (SELECT 1 FROM observation WHERE service = 'page' AND subject = 'page');
