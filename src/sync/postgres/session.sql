SET search_path = pg_catalog, pg_temp;
SET lock_timeout = '30s';
SET synchronous_commit = on; -- what the hub says it has stored must outlive it
