-- Who is asked to review an article, or claims of it, as whom they turned out to be; the newest last.
SELECT assignment.claim, coalesce(person.merged_into, person.uid)
FROM assignment JOIN person ON person.uid = assignment.person
WHERE assignment.article = ? AND assignment.ended_on IS NULL
ORDER BY assignment.assigned_on, assignment.uid;
