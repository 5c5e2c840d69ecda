INSERT INTO claimbook.permission (role, person) VALUES ($1, $2) ON CONFLICT (role, person) DO NOTHING;
