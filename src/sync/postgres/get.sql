WITH sizes AS MATERIALIZED (
  SELECT blob.sha256, octet_length(blob.bytes) AS size
  FROM unnest($1::text[]) AS wanted (sha256) JOIN claimbook.blob ON blob.sha256 = decode(wanted.sha256, 'hex')
),
so_far AS (SELECT sha256, sum(size) OVER (ORDER BY sha256) - size AS before FROM sizes)
SELECT blob.kind, encode(blob.sha256, 'hex'), blob.bytes
FROM so_far JOIN claimbook.blob USING (sha256)
WHERE so_far.before < $2::bigint
ORDER BY blob.sha256;
