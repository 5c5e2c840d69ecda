SELECT role = session_user, letters FROM claimbook.writer WHERE uid = $1::text::uuid;
