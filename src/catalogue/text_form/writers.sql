-- Every writer that has a chain.
SELECT DISTINCT writer FROM event ORDER BY writer;
