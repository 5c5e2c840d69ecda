-- The last event of a writer's chain.
SELECT seq, hash FROM event WHERE writer = ? ORDER BY seq DESC LIMIT 1;
