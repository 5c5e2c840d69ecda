-- How many claims wait, by rank.
SELECT rank, count(*) FROM claim_state WHERE rank IS NOT NULL GROUP BY rank;
