-- What was heard about an identifier, oldest first.
SELECT
  observation.uid, observation.service, observation.subject, observation.scheme, observation.identifier,
  observation.answer, observation.body_sha256, observation.first_asked_at, observation.asked_at
FROM observation
WHERE scheme = ? AND identifier = ?
ORDER BY asked_at, uid;
