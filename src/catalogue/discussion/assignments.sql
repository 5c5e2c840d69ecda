-- Who is asked to review an article or a claim of it, and has not been relieved.
SELECT
  assignment.uid, assignment.article, assignment.claim, assignment.person, assignment.assigned_on, assignment.assigned_by,
  assignment.ended_on
FROM assignment
WHERE ended_on IS NULL AND article = ?
ORDER BY assigned_on, uid;
