-- What reached the hub last, as far as this desk knows.
SELECT number, writer, seq, events FROM arrival ORDER BY number DESC LIMIT 1;
