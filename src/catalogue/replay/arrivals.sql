-- In which order events reached the hub.
SELECT number, writer, seq, events FROM arrival ORDER BY number;
