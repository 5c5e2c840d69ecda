-- Whether an event is the late side of a conflict.
SELECT 1 FROM conflict WHERE late_event = ?;
