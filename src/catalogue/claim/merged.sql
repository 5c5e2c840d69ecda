-- Claims that turned out to be others, and which.
SELECT uid, merged_into FROM claim WHERE merged_into IS NOT NULL ORDER BY +uid;
