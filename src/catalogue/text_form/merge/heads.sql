-- The last place of each writer's chain.
SELECT writer, max(seq) FROM event GROUP BY writer;
