-- What people said about a claim, those among it that was taken back.
SELECT note.uid, note.claim, note.person, note.noted_on, note.kind, note.text, note.answers, note.retired_on
FROM note
WHERE claim = ?
ORDER BY uid;
