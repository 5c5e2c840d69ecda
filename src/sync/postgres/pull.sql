-- It begins at the first event that is missing, so that it reads no more of the log than that: what was handed out before stands
-- in front of it.
WITH known AS MATERIALIZED (
  SELECT writer::uuid, seq FROM unnest($1::text[], $2::bigint[]) AS told (writer, seq)
),
begins AS MATERIALIZED (
  SELECT min(event.arrival) AS arrival
  FROM claimbook.head LEFT JOIN known USING (writer)
  JOIN claimbook.event ON event.writer = head.writer AND event.seq = coalesce(known.seq, 0) + 1
),
page AS MATERIALIZED (
  SELECT event.arrival, octet_length(event.body) AS size
  FROM claimbook.event LEFT JOIN known ON known.writer = event.writer
  WHERE event.arrival >= (SELECT arrival FROM begins) AND event.seq > coalesce(known.seq, 0)
  ORDER BY event.arrival LIMIT $3::bigint
),
so_far AS (SELECT arrival, sum(size) OVER (ORDER BY arrival) - size AS before FROM page)
SELECT event.arrival, event.body
FROM so_far JOIN claimbook.event USING (arrival)
WHERE so_far.before < $4::bigint
ORDER BY event.arrival;
