WITH page AS MATERIALIZED (
  SELECT arrival, octet_length(body) AS size FROM claimbook.event
  WHERE arrival > $1::bigint ORDER BY arrival LIMIT $2::bigint
),
so_far AS (SELECT arrival, sum(size) OVER (ORDER BY arrival) - size AS before FROM page)
SELECT event.arrival, event.body, event.writer::text, event.seq, encode(event.hash, 'hex'), event.who
FROM so_far JOIN claimbook.event USING (arrival)
WHERE so_far.before < $3::bigint
ORDER BY event.arrival;
