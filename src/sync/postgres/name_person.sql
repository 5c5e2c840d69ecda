INSERT INTO claimbook.person (name, declared_id) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING;
