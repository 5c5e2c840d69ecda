-- People who turned out to be others.
SELECT uid, merged_into FROM person WHERE merged_into IS NOT NULL;
