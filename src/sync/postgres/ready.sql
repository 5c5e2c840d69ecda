SELECT current_setting('server_version_num')::integer, current_setting('server_encoding'),
  pg_has_role(datdba, 'MEMBER'),
  (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = session_user)
    OR EXISTS (SELECT FROM pg_roles WHERE rolname = 'claimbook_writer'),
  to_regnamespace('claimbook') IS NOT NULL
FROM pg_database WHERE datname = current_database();
