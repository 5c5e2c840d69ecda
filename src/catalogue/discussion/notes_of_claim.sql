-- What people said about a claim, in the order of the log, what was taken back among it.
SELECT note.uid, note.claim, note.person, note.noted_on, note.kind, note.text, note.answers, note.retired_on
FROM note
WHERE claim = ?
ORDER BY (SELECT max(place) FROM recorded WHERE recorded."row" = note.uid), note.uid;
