-- Who is or was asked to review a claim.
SELECT
  assignment.uid, assignment.article, assignment.claim, assignment.person, assignment.assigned_on, assignment.assigned_by,
  assignment.ended_on
FROM assignment
WHERE claim = ?
ORDER BY uid;
