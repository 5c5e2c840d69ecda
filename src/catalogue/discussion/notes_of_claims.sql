-- What people said about these claims, each claim's in the order of the log, what was taken back among it.
SELECT note.uid, note.claim, note.person, note.noted_on, note.kind, note.text, note.answers, note.retired_on
FROM note
WHERE claim IN (SELECT value FROM json_each(?))
ORDER BY note.claim, (SELECT max(place) FROM recorded WHERE recorded."row" = note.uid), note.uid;
