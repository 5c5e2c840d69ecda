-- The statement that lets a login into this database and into the group.
SELECT format('GRANT claimbook_writer TO %1$I; GRANT CONNECT ON DATABASE %2$I TO %1$I', $1::text, current_database());
