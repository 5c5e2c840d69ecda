SELECT id::text, schema, session_user::text, takes_history AND session_user = administrator,
  ARRAY(SELECT person FROM claimbook.permission WHERE role = session_user), takes_abstracts, checks_on_one_machine,
  most_event_bytes, most_blob_bytes, administrator, takes_history
FROM claimbook.hub;
