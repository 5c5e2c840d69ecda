SELECT role = session_user, desk FROM claimbook.writer WHERE uid = $1::text::uuid;
