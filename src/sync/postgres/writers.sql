SELECT coalesce(head.writer, writer.uid)::text, writer.role, writer.desk, coalesce(head.seq, 0),
  to_char(event.arrived_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
FROM claimbook.head FULL JOIN claimbook.writer ON writer.uid = head.writer
LEFT JOIN claimbook.event ON event.writer = head.writer AND event.seq = head.seq
ORDER BY 1;
