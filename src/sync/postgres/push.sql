INSERT INTO claimbook.event (writer, seq, previous, hash, format, who, body)
SELECT writer::uuid, seq, decode(previous, 'hex'), decode(hash, 'hex'), format, who, body
FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::integer[], $6::text[], $7::bytea[])
  WITH ORDINALITY AS sent (writer, seq, previous, hash, format, who, body, place)
ORDER BY place;
