-- Waivers of these records.
SELECT uid, record FROM waiver WHERE record IN (SELECT value FROM json_each(?)) ORDER BY uid;
