INSERT INTO claimbook.writer (uid) VALUES ($1::text::uuid);
