-- The statement that makes a login, where it is not there; the second value proves a password and is none.
SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', $1::text, $2::text)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = $1::text);
