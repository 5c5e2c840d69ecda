-- When each answer was heard first and last.
SELECT uid, first_asked_at, asked_at FROM observation;
