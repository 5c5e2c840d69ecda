-- Which readings there are of a citation, in the order of the log, also those that are withheld from whoever looks: their
-- numbers stay what they are.
SELECT there.uid FROM main.reading AS there
WHERE there.citation = ?
ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = there.uid), there.uid;
