SELECT wanted.sha256 FROM unnest($1::text[]) AS wanted (sha256)
WHERE NOT EXISTS (SELECT FROM claimbook.blob WHERE blob.sha256 = decode(wanted.sha256, 'hex'));
