-- Conflicts that nobody has settled.
SELECT uid, entity, "row", late, standing, late_event, standing_event, late_by, standing_by, found_at, kept, settled_by, settled_on
FROM conflict WHERE kept IS NULL ORDER BY found_at, uid;
