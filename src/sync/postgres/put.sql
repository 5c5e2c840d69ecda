INSERT INTO claimbook.blob (kind, sha256, bytes)
SELECT kind, decode(sha256, 'hex'), bytes FROM unnest($1::text[], $2::text[], $3::bytea[]) AS sent (kind, sha256, bytes)
ORDER BY sha256 -- two who hand in the same ones meet in one order, and neither waits for what the other holds
ON CONFLICT DO NOTHING;
