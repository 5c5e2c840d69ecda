-- How often somebody looked at others' opinions before giving theirs.
SELECT count(*) FROM event WHERE command = 'reveal' AND after IS NULL;
